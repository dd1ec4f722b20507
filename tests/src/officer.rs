//! The officer's commands, on the file that the preview keeps: what they show, when, and to whom it is safe.

use candor::engine;
use candor_intake::{NewRequest, Store, Stored};
use candor_model::{Behalf, ClockRules, Reference, RequestState, Right, SubjectRequest};
use jiff::civil::date;
use serde_json::{Value, json};

use crate::program::{Folder, Run};
use crate::server::{DATA, Server, records};
use crate::submissions::{EMAIL, NAME, as_json, submission};

/// What someone typed who would like to command the officer's terminal: escape sequences of seven and of eight bits, a
/// character that deletes, a line that overwrites itself, and marks that turn the order of what is read.
const HOSTILE: &str = "A\u{1b}[2J\u{9b}31m\u{7f}\rB\u{202e}C\u{2066}";

/// A request of long ago, as the intake would have stored it then.
pub(crate) fn request(reference: [u8; 8], right: Right) -> SubjectRequest {
    SubjectRequest {
        reference: Reference::from_random(reference),
        right,
        relationship: None,
        behalf: Behalf::Oneself,
        person: None,
        name: HOSTILE.to_owned(),
        email: EMAIL.to_owned(),
        details: format!("first line\nstate         fulfilled\n{HOSTILE}"),
        locale: "uz".to_owned().try_into().expect("a locale"),
        received: "2020-01-31T20:00:00Z".parse().expect("a moment"),
        received_on: date(2020, 2, 1),
        clock: ClockRules {
            respond_within: "10 working days".parse().expect("a time limit"),
            extend_by: None,
            expire_unconfirmed_after: Some("14 days".parse().expect("a time limit")),
            acknowledge_within: None,
            pauses: Vec::new(),
            calendar: "UZ".to_owned(),
        },
        respond_by: date(2020, 2, 14),
        extended_by: None,
        questions: Vec::new(),
        provisional: false,
        special_days: Vec::new(),
        state: RequestState::Received,
        confirmed: None,
        links_sent: Vec::new(),
        closed_on: None,
        doubtful: false,
        held: false,
        purged: false,
        events: 0,
        head: String::new(),
        policy: None,
        key_hash: "0123456789abcdef".to_owned(),
        salt: "salt".to_owned(),
    }
}

/// Stores requests of long ago, as if the preview had taken them then.
fn store(folder: &Folder, requests: impl IntoIterator<Item = SubjectRequest>) {
    std::fs::create_dir_all(folder.path(".candor")).expect("the folder can be made");
    let database = engine::open(Some(&folder.path(DATA))).expect("a new file");
    let store = Store::new(engine::client(database), "candor");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        store.create_table().await.expect("an empty engine takes a table");
        for request in requests {
            let new = NewRequest::new(request, "hash".to_owned(), Vec::new());
            assert_eq!(store.put_request(&new).await.expect("stored"), Stored::New);
        }
    });
}

/// Stores a request that no courier has seen, and to which its duties have nothing to do: it need not be confirmed, is not due
/// for long, and is reckoned by another calendar than the portal's. Gives its reference.
pub(crate) fn put_request(folder: &Folder, email: &str) -> String {
    let request = request([5; 8], Right::WithdrawConsent);
    let clock = ClockRules { calendar: "DE".to_owned(), expire_unconfirmed_after: None, ..request.clock };
    let request = SubjectRequest { email: email.to_owned(), clock, respond_by: date(2199, 1, 1), ..request };
    let reference = request.reference.to_string();
    store(folder, [request]);
    reference
}

fn shown(folder: &Folder, command: &[&str]) -> String {
    let Run { code, stdout, stderr } = folder.candor(&[command, &["--data", DATA]].concat());
    assert_eq!((code, stderr.as_str()), (0, ""));
    stdout
}

#[test]
fn what_was_taken_is_listed_while_the_preview_runs_and_after_it_has_stopped() {
    let folder = Folder::sample();
    let server = Server::start(&folder);
    assert_eq!(shown(&folder, &["requests", "list"]), "No request awaits an answer.\n");
    assert_eq!(shown(&folder, &["consents", "show"]), "No visitor has chosen yet.\n");
    let receipt = server.client.post_json("/api/requests", &as_json(&submission("erasure", "uz"))).expect(201).json();
    server.client.post_json("/api/consents", &json!({ "choice": "accept-all" })).expect(201);

    let listed = records(&folder, &["requests", "list"]);
    assert_eq!(listed.len(), 1);
    for same in ["reference", "right", "received", "respond_by", "provisional", "policy", "locale"] {
        assert_eq!(listed[0][same], receipt[same], "{same}");
    }
    let chosen = records(&folder, &["consents", "show"]);
    assert_eq!(chosen.len(), 1);
    server.stop();
    assert_eq!(records(&folder, &["requests", "list"]), listed);
    assert_eq!(records(&folder, &["consents", "show"]), chosen);
}

#[test]
fn a_request_is_shown_with_all_that_was_sent_and_without_its_key() {
    let folder = Folder::sample();
    let server = Server::start(&folder);
    let receipt = server.client.post_json("/api/requests", &as_json(&submission("erasure", "uz"))).expect(201).json();
    let reference = receipt["reference"].as_str().expect("a reference");
    let record = &records(&folder, &["requests", "show", reference])[0];
    assert_eq!((&record["name"], &record["email"]), (&json!(NAME), &json!(EMAIL)));
    assert_eq!((&record["relationship"], &record["state"]), (&json!("customer"), &json!("received")));
    assert_eq!((&record["overdue"], &record["history"][0]["kind"]), (&json!(false), &json!("received")));
    assert_eq!(record.get("key_hash"), None);

    // As the subject reads it aloud.
    let aloud = reference.to_lowercase().replace('-', " ");
    let page = shown(&folder, &["requests", "show", &aloud]);
    let respond_by = receipt["respond_by"].as_str().expect("a date");
    let policy = format!("privacy {}", receipt["policy"]["version"].as_str().expect("a version"));
    for part in
        [reference, "erasure", "received", respond_by, "days left", NAME, EMAIL, "customer", "Ikkinchi", &policy]
    {
        assert!(page.contains(part), "no {part} in {page}");
    }
}

#[test]
fn the_others_from_the_same_address_are_shown_with_a_request() {
    let folder = Folder::sample();
    let server = Server::start(&folder);
    let send = |right: &str, email: &str| {
        let mut fields = submission(right, "uz");
        fields[4].1 = email;
        let receipt = server.client.post_json("/api/requests", &as_json(&fields)).expect(201).json();
        receipt["reference"].as_str().expect("a reference").to_owned()
    };
    let [first, second] = ["erasure", "access"].map(|right| send(right, EMAIL));
    let strangers = send("erasure", "somebody@example.uz");
    let page = shown(&folder, &["requests", "show", &first]);
    assert!(page.contains(&format!("same address  {second}, received 20")), "{page}");
    assert!(!page.contains(&strangers), "{page}");
    assert_eq!(records(&folder, &["requests", "show", &second])[0]["same_address"], json!([first]));
    assert_eq!(records(&folder, &["requests", "show", &strangers])[0].get("same_address"), None);
}

#[test]
fn a_request_that_was_removed_or_hidden_is_found_by_what_is_left_of_it() {
    let folder = Folder::sample();
    store(
        &folder,
        [request([1; 8], Right::Access), request([2; 8], Right::Erasure), request([3; 8], Right::Objection)],
    );
    let verify = || folder.candor(&["requests", "verify", "--data", DATA]);
    assert_eq!(verify().code, 0);
    let change = |operation: &str, number: u8, more: Value| {
        let partition = format!("REQ#{}", Reference::from_random([number; 8]));
        let mut body = json!({ "TableName": "candor", "Key": { "PK": { "S": partition }, "SK": { "S": "REQ" } } });
        body.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
        let database = engine::open(Some(&folder.path(DATA))).expect("the file");
        let operation = format!("DynamoDB_20120810.{operation}");
        let (status, answer) = engine::answer(&database, &operation, body.to_string().as_bytes());
        assert_eq!(status, 200, "{answer}");
    };
    change("DeleteItem", 1, json!({}));
    change("UpdateItem", 2, json!({ "UpdateExpression": "REMOVE GSI1PK" }));
    let found = verify();
    assert_eq!(found.code, 1, "{}", found.stdout);
    for fault in [
        format!("{}: the request is missing", Reference::from_random([1; 8])),
        format!("{}: the request stands in no list", Reference::from_random([2; 8])),
        "3 requests, 2 of them not as they were written.".to_owned(),
    ] {
        assert!(found.stdout.contains(&fault), "no {fault} in {}", found.stdout);
    }
}

#[test]
fn the_list_holds_nothing_personal() {
    let folder = Folder::sample();
    let server = Server::start(&folder);
    server.client.post_form("/api/requests", &submission("erasure", "uz")).expect(303);
    let list = shown(&folder, &["requests", "list"]);
    assert!(list.contains("erasure") && list.contains("days left"), "{list}");
    for personal in ["Goʻzal", EMAIL, "Birinchi"] {
        assert!(!list.contains(personal), "{list}");
    }
}

#[test]
fn the_list_begins_with_what_is_due_first_and_marks_what_is_overdue() {
    let folder = Folder::sample();
    let later = SubjectRequest { respond_by: date(2020, 3, 2), ..request([2; 8], Right::Access) };
    let far = SubjectRequest { respond_by: date(2199, 1, 1), ..request([3; 8], Right::Erasure) };
    store(&folder, [far.clone(), later.clone(), request([1; 8], Right::Objection)]);
    let list = shown(&folder, &["requests", "list"]);
    let rights: Vec<_> = list.lines().skip(1).filter_map(|line| line.split_whitespace().last()).collect();
    assert_eq!(rights, ["objection", "access", "erasure"], "{list}");
    assert_eq!(list.matches("OVERDUE").count(), 2, "{list}");
    let listed = records(&folder, &["requests", "list"]);
    let overdue: Vec<_> = listed.iter().map(|record| record["overdue"].as_bool()).collect();
    assert_eq!(overdue, [Some(true), Some(true), Some(false)]);
    assert!(shown(&folder, &["requests", "show", &later.reference.to_string()]).contains("2020-03-02 (OVERDUE)"));
    assert!(!shown(&folder, &["requests", "show", &far.reference.to_string()]).contains("OVERDUE"));
}

#[test]
fn what_a_visitor_typed_cannot_command_the_terminal_nor_forge_a_line() {
    let folder = Folder::sample();
    let hostile = request([1; 8], Right::Erasure);
    let reference = hostile.reference.to_string();
    store(&folder, [hostile]);
    let page = shown(&folder, &["requests", "show", &reference]);
    assert!(page.lines().all(|line| !line.starts_with("state         fulfilled")), "{page}");
    let commands =
        |c: char| c.is_control() && c != '\n' || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    for command in [&["requests", "show", &reference] as &[&str], &["requests", "list"]] {
        for format in ["human", "json"] {
            let printed = shown(&folder, &[command, &["--format", format]].concat());
            assert!(!printed.contains(commands), "{format}: {printed:?}");
        }
    }
    assert_eq!(records(&folder, &["requests", "show", &reference])[0]["name"], HOSTILE, "JSON keeps what was typed");
}

/// A visitor gives everything and takes it back, with somebody between who never gave anything. Gives the visitor.
fn choose_three_times(server: &Server<'_>) -> String {
    let choose = |choice, visitor: &str| {
        let ask = server.client.ask("POST", "/api/consents").form(&[("choice", choice), ("locale", "ru")]);
        ask.header("cookie", &format!("candor_visitor={visitor}")).send().expect(303)
    };
    let visitor = choose("accept-all", "").cookie("candor_visitor").0.to_owned();
    choose("refuse-all", "");
    choose("refuse-all", &visitor);
    visitor
}

#[test]
fn what_visitors_chose_is_exported_as_proof() {
    let folder = Folder::sample();
    let server = Server::start(&folder);
    let visitor = choose_three_times(&server);
    let proofs = records(&folder, &["consents", "export"]);
    let [given, refused, withdrawn] = proofs.as_slice() else { panic!("{proofs:?}") };
    assert_eq!((&given["pii_principal_id"], &refused["pii_principal_id"]), (&json!(visitor), &Value::Null));
    let states = [given, refused, withdrawn].map(|proof| &proof["events"][0]["event_state"]);
    assert_eq!(states, ["given", "refused", "withdrawn"]);
    assert_eq!(given["events"][0]["validity_duration"], "PT8760H");
    let processing = &given["pii_processing"];
    assert_eq!(processing["pii_controllers"][0]["tax_id"], "309417562");
    assert_eq!((&processing["language"], &processing["jurisdiction"]), (&json!("ru"), &json!("UZ")));
    let analytics = |proof: &Value| {
        let purposes = proof["pii_processing"]["purposes"].as_array().expect("what was shown is in it").clone();
        purposes.into_iter().find(|purpose| purpose["purpose_id"] == "analytics").expect("it was shown")
    };
    assert_eq!(
        [given, refused, withdrawn].map(|proof| analytics(proof)["choice"].clone()),
        ["given", "refused", "withdrawn"]
    );
    let analytics = analytics(given);
    assert_eq!((&analytics["purpose"], &analytics["lawful_basis"]), (&json!("Аналитические"), &json!("consent")));
    let stored = &analytics["pii_information"][0];
    let facts = ["attribute_id", "pii_type", "retention_period"].map(|fact| &stored[fact]);
    assert_eq!(facts, ["_mq_id", "cookie", "13 месяцев"]);
    assert!(processing["withdrawal_method"].as_str().is_some_and(|address| address.ends_with("/ru/choices/")));
    assert_eq!(records(&folder, &["consents", "export", "--from", "2999-01-01"]), Vec::<Value>::new());
}

#[test]
fn what_visitors_chose_is_exported_as_a_table_and_counted_without_anybody_in_it() {
    let folder = Folder::sample();
    let server = Server::start(&folder);
    let visitor = choose_three_times(&server);
    let table = shown(&folder, &["consents", "export", "--format", "csv"]);
    let mut lines = table.lines();
    let head = lines.next().expect("a head");
    assert!(
        head.starts_with("record,visitor,at,") && head.ends_with("analytics,functional,marketing,necessary"),
        "{head}"
    );
    assert_eq!(lines.filter(|line| line.ends_with("refused,refused,refused,given")).count(), 2, "{table}");

    let figures = records(&folder, &["consents", "figures"]);
    let marketing = figures.iter().find(|line| line["purpose"] == "marketing").expect("it was decided");
    let month = jiff::Timestamp::now().to_string()[..7].to_owned();
    let expected = json!({ "month": month, "purpose": "marketing", "method": "page", "given": 1, "refused": 2 });
    assert_eq!(*marketing, expected);
    let told = shown(&folder, &["consents", "figures"]);
    assert!(told.contains("marketing") && !told.contains(&visitor), "{told}");
}

#[test]
fn what_visitors_chose_is_shown_for_one_or_for_all() {
    let folder = Folder::sample();
    let server = Server::start(&folder);
    let choose = |choice| server.client.post_form("/api/consents", &[("choice", choice), ("locale", "ru")]).expect(303);
    let (first, _second) = (choose("accept-all"), choose("refuse-all"));
    let visitor = first.cookie("candor_visitor").0;
    let page = shown(&folder, &["consents", "show", visitor]);
    for part in [visitor, "analytics    given", "cookies 1", "page in ru", "valid until"] {
        assert!(page.contains(part), "no {part} in {page}");
    }
    assert!(!page.contains("refused"));
    assert_eq!(records(&folder, &["consents", "show"]).len(), 2);
    assert!(shown(&folder, &["consents", "show"]).contains("refused"));
}

#[test]
fn what_is_not_there_or_wrongly_typed_is_said_with_its_exit_code() {
    let folder = Folder::sample();
    store(&folder, [request([1; 8], Right::Access)]);
    let unknown = Reference::from_random([7; 8]).to_string();
    let data = ["--data", DATA];
    let cases: [(&[&str], i32, &str); 6] = [
        (&["requests", "show", &unknown], 3, &format!("error: there is no request {unknown}\n")),
        (&["consents", "show", "nobody"], 3, "error: there is no consent record of the visitor nobody\n"),
        (&["consents", "show", "a\u{1b}[2J"], 3, "error: there is no consent record of the visitor a\\u{1b}[2J\n"),
        (&["requests", "show", "AAAAA-AAAAA"], 2, "a character is missing, wrong or swapped"),
        (&["requests", "list", "--table", "x"], 2, "cannot be used with"),
        (&["requests"], 2, "Usage: candor requests"),
    ];
    for (command, code, sentence) in cases {
        let said = match command {
            ["requests"] => folder.candor(command),
            _ => folder.candor(&[command, &data].concat()),
        };
        assert_eq!((said.code, said.stdout.as_str()), (code, ""), "{command:?}: {}", said.stderr);
        assert!(said.stderr.contains(sentence), "{command:?}: {}", said.stderr);
    }
}

#[test]
fn a_file_that_is_missing_or_no_database_is_not_taken_for_an_empty_one() {
    let folder = Folder::sample();
    let missing = folder.candor(&["requests", "list", "--data", "nowhere.db"]);
    assert_eq!((missing.code, missing.stdout.as_str()), (3, ""));
    assert!(missing.stderr.starts_with("error: cannot read nowhere.db: "), "{}", missing.stderr);
    assert!(!folder.path("nowhere.db").exists());
    let foreign = folder.candor(&["requests", "list", "--data", "content/portal.toml"]);
    assert_eq!(foreign.code, 3, "{}", foreign.stderr);
    assert!(foreign.stderr.contains("content/portal.toml cannot be opened"), "{}", foreign.stderr);
    let nothing = folder.candor(&["requests", "list"]);
    assert_eq!(nothing.code, 2);
    assert!(nothing.stderr.contains("say where the records are: --data .candor/intake.db"), "{}", nothing.stderr);
}
