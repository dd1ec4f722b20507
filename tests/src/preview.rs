//! `candor serve` as authors and developers meet it: what it prints, what it serves, how it starts and how it ends.

use std::io::Write as _;
use std::net::{TcpListener, TcpStream};

use rustix::process::Signal;

use crate::client::Client;
use crate::program::Folder;
use crate::server::{DATA, Running, Server};

#[test]
fn it_prints_the_address_the_pages_and_the_database_file() {
    let folder = Folder::sample();
    let server = Server::start(&folder);
    let site = &server.site;
    let greeting = server.running.stdout();
    for path in ["/", "/uz/", "/ru/", "/en/", "/uz/privacy/", "/uz/cookies/", "/uz/terms/"] {
        assert!(greeting.lines().any(|line| line.ends_with(&format!("{site}{path}"))), "no {path} in {greeting}");
        server.client.get(path).expect(200);
    }
    assert!(greeting.contains(&format!("Desk       {site}/__candor/\nDatabase   {DATA}\n")), "{greeting}");
    assert!(folder.path(DATA).is_file());
}

#[test]
fn it_keeps_the_records_in_the_file_that_was_asked_for_and_leaves_git_out_of_it() {
    let folder = Folder::smallest();
    let server = Server::start_with(&folder, &["--port", "0", "--data", "mine/records.db"]);
    assert!(server.running.stdout().contains("mine/records.db"));
    assert!(folder.path("mine/records.db").is_file() && !folder.path(".candor").exists());
    assert_eq!(folder.read("mine/.gitignore"), "*\n");
}

#[test]
fn the_first_page_offers_the_languages() {
    let folder = Folder::sample();
    let server = Server::start(&folder);
    let page = server.client.get("/").expect(200).body;
    for locale in ["uz", "ru", "en"] {
        assert!(page.contains(&format!("hreflang=\"{locale}\" lang=\"{locale}\"")), "{page}");
    }
}

#[test]
fn a_folder_without_its_last_slash_leads_to_the_folder() {
    let folder = Folder::sample();
    let server = Server::start(&folder);
    for path in ["/ru", "/ru/privacy", "/ru/requests/erasure"] {
        let answer = server.client.get(path).expect(301);
        assert_eq!(answer.header("location"), format!("{path}/"));
        server.client.get(&format!("{path}/?from=mail")).expect(200);
    }
}

#[test]
fn every_kind_of_file_has_its_content_type() {
    let folder = Folder::sample();
    let server = Server::start(&folder);
    let kinds = [
        ("/en/privacy/", "text/html; charset=utf-8"),
        ("/en/privacy/feed.xml", "application/atom+xml; charset=utf-8"),
        ("/sitemap.xml", "application/xml; charset=utf-8"),
        ("/robots.txt", "text/plain; charset=utf-8"),
        ("/portal.json", "application/json"),
        ("/__candor/preview.js", "text/javascript; charset=utf-8"),
        ("/__candor/preview.css", "text/css; charset=utf-8"),
        ("/api/health", "application/json"),
    ];
    for (path, kind) in kinds {
        assert_eq!(server.client.get(path).expect(200).header("content-type"), kind, "{path}");
    }
    let form = server.client.get("/en/requests/erasure/").body;
    for (ending, kind) in
        [("css", "text/css; charset=utf-8"), ("js", "text/javascript; charset=utf-8"), ("svg", "image/svg+xml")]
    {
        let asset = asset(&form, ending);
        assert_eq!(server.client.get(&asset).expect(200).header("content-type"), kind, "{asset}");
    }
}

#[test]
fn what_does_not_exist_is_the_404_page_as_the_edge_shows_it() {
    let folder = Folder::sample();
    let server = Server::start(&folder);
    let page = server.client.get("/404.html").expect(200).body;
    assert!(page.contains("<html lang=\"uz\"") && page.contains("<h1>Bunday sahifa yoʻq</h1>"), "{page}");
    for path in ["/nope", "/ru/nichego/", "/en/privacy/99/", "/ru/../Cargo.toml", "/%2e%2e/etc/passwd", "//ru/"] {
        assert_eq!(server.client.get(path).expect(404).body, page, "{path}");
    }
}

#[test]
fn a_page_takes_no_posts() {
    let folder = Folder::smallest();
    let server = Server::start(&folder);
    let answer = server.client.post_form("/en/privacy/", &[("a", "b")]).expect(405);
    assert_eq!(answer.header("allow"), "GET, HEAD");
    assert_eq!(server.client.ask("HEAD", "/en/privacy/").send().expect(200).body, "");
}

#[test]
fn every_answer_carries_the_guards_and_allows_nothing_unsafe() {
    let folder = Folder::sample();
    let server = Server::start(&folder);
    let pages = ["/", "/ru", "/ru/", "/nope", "/portal.json", "/api/health", "/api/nope", "/__candor/preview.js"];
    for path in pages {
        let answer = server.client.get(path);
        let policy = answer.header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe"), "{path}: {policy}");
        // What the preview alone allows, and only to itself: its desk shows pages in frames.
        assert!(policy.contains("frame-ancestors 'self'") && policy.contains("base-uri 'none'"), "{path}: {policy}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("referrer-policy"), "same-origin", "{path}");
        assert_eq!(answer.header("x-frame-options"), "SAMEORIGIN", "{path}");
        assert_eq!(answer.header("cross-origin-opener-policy"), "same-origin", "{path}");
        assert!(answer.header("permissions-policy").contains("geolocation=()"), "{path}");
        assert_eq!(answer.header("cache-control"), "no-store", "{path}");
    }
}

#[test]
fn the_intake_on_the_same_origin_is_in_good_health() {
    let folder = Folder::smallest();
    let server = Server::start(&folder);
    assert_eq!(server.client.get("/api/health").expect(200).json(), serde_json::json!({ "status": "ok" }));
}

#[test]
fn a_port_that_was_asked_for_and_is_taken_ends_it_with_3_and_a_clear_sentence() {
    let taken = TcpListener::bind("127.0.0.1:0").expect("loopback has a free port");
    let port = taken.local_addr().expect("a bound socket has an address").port();
    let folder = Folder::smallest();
    let mut running = Running::start(&folder, &["serve", "--no-open", "--port", &port.to_string()]);
    assert_eq!(running.end().code(), Some(3));
    let sentence =
        format!("error: port {port} is in use: stop the program that has it, or choose another with --port\n");
    assert_eq!(running.stderr(), sentence);
    assert_eq!(running.stdout(), "");
}

#[test]
fn without_a_port_asked_for_the_next_free_one_is_taken() {
    // Whoever has the usual port, it is not free now.
    let _taken = TcpListener::bind("127.0.0.1:4000");
    let (first, second) = (Folder::smallest(), Folder::smallest());
    let previews = [Server::start_with(&first, &[]), Server::start_with(&second, &[])];
    assert!(previews.iter().all(|preview| !preview.site.ends_with(":4000")));
    assert_ne!(previews[0].site, previews[1].site);
    for preview in &previews {
        preview.client.get("/en/").expect(200);
    }
}

#[test]
fn ctrl_c_and_a_request_to_end_stop_it_cleanly_with_an_event_stream_open() {
    for signal in [Signal::INT, Signal::TERM] {
        let folder = Folder::smallest();
        let mut server = Server::start(&folder);
        let mut events = server.client.events();
        events.next().expect("a page is told at once what is shown");
        server.running.signal(signal);
        assert_eq!(events.next(), None, "the stream ends");
        assert_eq!(server.running.end().code(), Some(0));
        assert!(server.running.stderr().ends_with("Stopped.\n"), "{}", server.running.stderr());
    }
}

#[test]
fn a_client_that_never_finishes_does_not_keep_it_from_stopping() {
    let folder = Folder::smallest();
    let server = Server::start(&folder);
    let address = server.site.trim_start_matches("http://");
    let mut half = TcpStream::connect(address).expect("the preview listens");
    let head = "POST /api/requests HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\ncontent-length: 99\r\n\r\n{";
    half.write_all(head.as_bytes()).expect("the preview reads");
    server.client.get("/en/").expect(200);
    let told = server.stop();
    assert!(told.ends_with("Stopped.\n"), "{told}");
}

#[test]
fn it_listens_on_loopback_alone_and_serves_any_client_at_once() {
    let folder = Folder::smallest();
    let server = Server::start(&folder);
    assert!(server.site.starts_with("http://127.0.0.1:"), "{}", server.site);
    let _open_stream = server.client.events();
    let ask = || Client::new(&server.site).get("/en/").expect(200);
    std::thread::scope(|scope| (0..8).for_each(|_| drop(scope.spawn(ask))));
}

#[test]
fn a_site_whose_name_leads_to_this_machine_is_refused() {
    let folder = Folder::smallest();
    let server = Server::start(&folder);
    let ask = |host| server.client.ask("GET", "/en/").header("host", host).send();
    for own in ["127.0.0.1:4000", "localhost:4000", "localhost"] {
        ask(own).expect(200);
    }
    for other in ["rebound.example:4000", "127.0.0.1.rebound.example", "localhost.rebound.example"] {
        ask(other).expect(421);
    }
}

/// The address of the page's first asset with that ending.
pub(crate) fn asset(page: &str, ending: &str) -> String {
    let page = page.replace("&#x2f;", "/");
    let quoted = page.split('"').find(|text| text.starts_with("/assets/") && text.ends_with(&format!(".{ending}")));
    quoted.unwrap_or_else(|| panic!("no asset .{ending} in {page}")).to_owned()
}
