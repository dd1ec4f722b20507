//! A client that hides nothing: it follows no redirect, keeps no cookie, and takes every status for an answer.

use std::io::{BufRead, BufReader};
use std::time::Duration;

use serde_json::Value;
use ureq::http::{HeaderMap, Request, Response};
use ureq::{Agent, Body, BodyReader};
use url::form_urlencoded;

/// How long anything may take before a test gives up. Nothing is expected to take that long.
pub(crate) const BOUND: Duration = Duration::from_secs(60);

/// A client of one site.
#[derive(Clone)]
pub(crate) struct Client {
    agent: Agent,
    site: String,
}

impl Client {
    /// The client of the site at that address, such as `http://127.0.0.1:4000`.
    pub(crate) fn new(site: &str) -> Self {
        // Each request has a connection of its own: a server that refuses a body unread closes the connection, and a
        // request that is just being sent over the same one would get no answer.
        let config = Agent::config_builder()
            .proxy(None)
            .max_redirects(0)
            .http_status_as_error(false)
            .allow_non_standard_methods(true)
            .max_idle_connections(0)
            .timeout_global(Some(BOUND));
        Self { agent: config.build().into(), site: site.to_owned() }
    }

    /// Something to ask.
    pub(crate) fn ask(&self, method: &'static str, path: &str) -> Question {
        let head = vec![("accept".to_owned(), "text/html,*/*;q=0.8".to_owned())];
        Question { client: self.clone(), method, path: path.to_owned(), head, body: Vec::new() }
    }

    /// The answer to a plain GET.
    pub(crate) fn get(&self, path: &str) -> Answer {
        self.ask("GET", path).send()
    }

    /// The answer to a GET by a program.
    pub(crate) fn get_json(&self, path: &str) -> Answer {
        self.ask("GET", path).header("accept", "application/json").send()
    }

    /// The answer to a form as a page without script sends it.
    pub(crate) fn post_form(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.ask("POST", path).form(fields).send()
    }

    /// The answer to JSON.
    pub(crate) fn post_json(&self, path: &str, value: &Value) -> Answer {
        self.ask("POST", path).json(value).send()
    }

    /// The preview's event stream.
    pub(crate) fn events(&self) -> Events {
        let question = self.ask("GET", "/__candor/events").header("accept", "text/event-stream");
        let response = question.run().expect("the stream opens");
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        Events { lines: BufReader::new(response.into_body().into_reader()) }
    }
}

/// A request that is being put together.
pub(crate) struct Question {
    client: Client,
    method: &'static str,
    path: String,
    head: Vec<(String, String)>,
    body: Vec<u8>,
}

impl Question {
    /// Sets a header in place of one of that name.
    pub(crate) fn header(mut self, name: &str, value: &str) -> Self {
        self.head.retain(|(known, _)| known != name);
        self.head.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Sends these bytes.
    pub(crate) fn body(mut self, media_type: &str, bytes: impl Into<Vec<u8>>) -> Self {
        self.body = bytes.into();
        self.header("content-type", media_type)
    }

    /// Sends these fields as a form.
    pub(crate) fn form(self, fields: &[(&str, &str)]) -> Self {
        let text = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        self.body("application/x-www-form-urlencoded", text)
    }

    /// Sends this value, as a program that wants JSON back.
    pub(crate) fn json(self, value: &Value) -> Self {
        self.header("accept", "application/json").body("application/json", value.to_string())
    }

    /// The answer.
    pub(crate) fn send(self) -> Answer {
        let what = format!("{} {}", self.method, self.path);
        self.try_send().unwrap_or_else(|error| panic!("{what} gets no answer: {error}"))
    }

    /// The answer, unless the server goes away.
    pub(crate) fn try_send(self) -> Result<Answer, ureq::Error> {
        let mut response = self.run()?;
        let body = response.body_mut().read_to_vec()?;
        let body = String::from_utf8(body).expect("everything that candor answers here is text");
        Ok(Answer { status: response.status().as_u16(), head: response.headers().clone(), body })
    }

    fn run(self) -> Result<Response<Body>, ureq::Error> {
        let mut request = Request::builder().method(self.method).uri(format!("{}{}", self.client.site, self.path));
        for (name, value) in &self.head {
            request = request.header(name, value);
        }
        if self.body.is_empty() {
            self.client.agent.run(request.body(()).expect("a test writes good headers"))
        } else {
            self.client.agent.run(request.body(self.body).expect("a test writes good headers"))
        }
    }
}

/// An answer with all that stands in it.
#[derive(Debug)]
pub(crate) struct Answer {
    /// The status.
    pub(crate) status: u16,
    /// The headers.
    pub(crate) head: HeaderMap,
    /// The body.
    pub(crate) body: String,
}

impl Answer {
    /// The value of a header; nothing where it does not come.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.head.get(name).map_or("", |value| value.to_str().expect("headers are ASCII"))
    }

    /// The body as JSON.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error} in {self:?}"))
    }

    /// A cookie that it sets: its value, and its attributes in alphabetical order.
    pub(crate) fn cookie(&self, name: &str) -> (&str, Vec<&str>) {
        let cookies = self.head.get_all("set-cookie").iter().filter_map(|value| value.to_str().ok());
        let named = |cookie: &'_ str| cookie.strip_prefix(name).is_some_and(|rest| rest.starts_with('='));
        let cookie = cookies.into_iter().find(|cookie| named(cookie));
        let mut parts = cookie.unwrap_or_else(|| panic!("no cookie {name} in {self:?}")).split("; ");
        let value = parts.next().and_then(|pair| pair.split_once('=')).map_or("", |(_, value)| value);
        let mut attributes: Vec<_> = parts.collect();
        attributes.sort_unstable();
        (value, attributes)
    }

    /// Every cookie that it sets, as a browser sends them back.
    pub(crate) fn cookies(&self) -> String {
        let cookies = self.head.get_all("set-cookie").iter().filter_map(|value| value.to_str().ok());
        let pairs: Vec<_> = cookies.filter_map(|cookie| cookie.split(';').next()).collect();
        pairs.join("; ")
    }

    /// Asserts its status, and gives it back.
    #[track_caller]
    pub(crate) fn expect(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{self:?}");
        self
    }
}

/// The event stream of the preview.
pub(crate) struct Events {
    lines: BufReader<BodyReader<'static>>,
}

impl Events {
    /// The next event's data; nothing when the stream has ended.
    pub(crate) fn next(&mut self) -> Option<Value> {
        loop {
            let mut line = String::new();
            if self.lines.read_line(&mut line).expect("the stream says something within the bound") == 0 {
                return None;
            }
            if let Some(data) = line.strip_prefix("data:") {
                return Some(serde_json::from_str(data).expect("an event is JSON"));
            }
        }
    }

    /// The first event from now on that is as wanted.
    pub(crate) fn until(&mut self, wanted: impl Fn(&Value) -> bool) -> Value {
        loop {
            let event = self.next().expect("the stream goes on while the preview runs");
            if wanted(&event) {
                return event;
            }
        }
    }
}
