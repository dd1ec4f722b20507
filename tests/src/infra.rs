//! The infrastructure template and the code, held together: the table, the functions' surroundings, their rights.

use std::collections::BTreeSet;
use std::fs;

use candor_intake::GUARDS;
use candor_intake::table::{EXPIRES, INDEXES, PARTITION_KEY, SORT_KEY};
use saphyr::{LoadableYamlNode, Scalar, Yaml};
use serde_json::{Map, Value, json};

use crate::tree::{root, rust_files};

/// How a call of the store is written, and the right that the function needs for it. A transaction needs the rights of
/// its parts. Scans and the making of tables are for operators and engines in tests: the function has no right to them.
const RIGHTS: [(&str, &str); 9] = [
    (".get_item()", "dynamodb:GetItem"),
    (".query()", "dynamodb:Query"),
    (".put_item()", "dynamodb:PutItem"),
    ("Put::builder()", "dynamodb:PutItem"),
    (".update_item()", "dynamodb:UpdateItem"),
    ("Update::builder()", "dynamodb:UpdateItem"),
    (".delete_item()", "dynamodb:DeleteItem"),
    ("Delete::builder()", "dynamodb:DeleteItem"),
    ("ConditionCheck::builder()", "dynamodb:ConditionCheckItem"),
];

#[test]
fn the_template_makes_the_table_that_the_code_reads_and_writes() {
    let table = &template()["Resources"]["Table"]["Properties"];
    assert_eq!(table["KeySchema"], key_schema(PARTITION_KEY, SORT_KEY));
    assert_eq!(table["GlobalSecondaryIndexes"], indexes());
    assert_eq!(table["AttributeDefinitions"], attributes());
    assert_eq!(table["TimeToLiveSpecification"], json!({ "AttributeName": EXPIRES, "Enabled": true }));
}

#[test]
fn the_table_outlives_a_mistake() {
    let template = template();
    let table = &template["Resources"]["Table"];
    assert_eq!(table["DeletionPolicy"], "Retain");
    assert_eq!(table["UpdateReplacePolicy"], "Retain");
    assert_eq!(table["Properties"]["DeletionProtectionEnabled"], true);
    assert_eq!(table["Properties"]["SSESpecification"]["SSEEnabled"], true);
    assert_eq!(table["Properties"]["PointInTimeRecoverySpecification"]["PointInTimeRecoveryEnabled"], true);
}

#[test]
fn the_functions_have_the_rights_that_the_store_uses_and_no_others() {
    let store = source("crates/intake/src");
    let used: BTreeSet<_> =
        RIGHTS.into_iter().filter(|(call, _)| store.contains(call)).map(|(_, right)| right).collect();
    let granted = |role| actions(role, "ReadAndWriteTheTable");
    assert_eq!(granted("CourierRole").iter().map(String::as_str).collect::<BTreeSet<_>>(), used);
    // The intake has no part in what erases.
    let intake = granted("IntakeRole");
    let withheld: Vec<_> = used.iter().filter(|right| !intake.contains(**right)).collect();
    assert_eq!(withheld, [&"dynamodb:DeleteItem"]);
}

#[test]
fn no_function_can_change_or_remove_an_event() {
    for role in ["IntakeRole", "CourierRole"] {
        let denied = actions(role, "LeaveEventsAsTheyAre");
        assert!(denied.contains("dynamodb:UpdateItem") && denied.contains("dynamodb:DeleteItem"));
        let statement = statement(role, "LeaveEventsAsTheyAre");
        assert_eq!(statement["Effect"], "Deny");
        assert_eq!(statement["Condition"]["ForAnyValue:StringLike"]["dynamodb:LeadingKeys"], "AUD#*");
    }
    assert!(source("crates/intake/src").contains("\"AUD#"), "events have another prefix now");
}

#[test]
fn the_template_sets_what_the_function_must_be_told_and_nothing_that_it_does_not_read() {
    let template = template();
    let set = |function: &str| {
        let variables = &template["Resources"][function]["Properties"]["Environment"]["Variables"];
        variables.as_object().expect("variables have names").keys().cloned().collect::<BTreeSet<_>>()
    };
    let main = fs::read_to_string(root().join("crates/intake/src/bootstrap/main.rs")).expect("the function has a main");
    let mut required = variables_after("variable(\"", &main);
    let read = ["env::var(\"", "optional(\""]
        .iter()
        .flat_map(|call| variables_after(call, &main))
        .chain(required.clone())
        .collect();
    assert!(required.is_subset(&set("Courier")), "{required:?} must be set");
    assert!(required.remove("CANDOR_SMTP"), "the courier's alone");
    assert!(!required.is_empty() && required.is_subset(&set("Intake")), "{required:?} must be set");
    for function in ["Intake", "Courier"] {
        assert!(set(function).is_subset(&read), "the functions read only {read:?}");
    }
}

#[test]
fn the_courier_is_called_by_the_name_that_the_binary_knows() {
    let template = template();
    let handler = template["Resources"]["Courier"]["Properties"]["Handler"].as_str().expect("a handler").to_owned();
    let main = fs::read_to_string(root().join("crates/intake/src/bootstrap/main.rs")).expect("the function has a main");
    assert!(main.contains(&format!("Ok(\"{handler}\") =>")), "{handler}");
}

#[test]
fn the_function_listens_for_what_the_edge_says() {
    let template = template();
    let distribution = &template["Resources"]["Distribution"]["Properties"]["DistributionConfig"];
    let secret = &distribution["Origins"][1]["OriginCustomHeaders"][0]["HeaderName"];
    let passed = &template["Resources"]["IntakeHeaders"]["Properties"]["OriginRequestPolicyConfig"]["HeadersConfig"];
    let code = source("crates/intake/src");
    for header in [secret, &json!("CloudFront-Viewer-Address"), &json!("Sec-Fetch-Site")] {
        let name = header.as_str().expect("a header's name is text");
        assert!(code.contains(&format!("\"{}\"", name.to_lowercase())), "the function does not read {name}");
        let is_passed = passed["Headers"].as_array().is_some_and(|headers| headers.contains(header));
        assert!(header == secret || is_passed, "the edge does not pass {name} on");
    }
}

#[test]
fn the_edge_guards_pages_as_the_intake_and_the_preview_do() {
    let template = template();
    let policy = &template["Resources"]["SecurityHeaders"]["Properties"]["ResponseHeadersPolicyConfig"];
    let headers = &policy["SecurityHeadersConfig"];
    let custom = policy["CustomHeadersConfig"]["Items"].as_array().expect("a list of headers");
    let of_edge = |name: &str| match name {
        "content-security-policy" => headers["ContentSecurityPolicy"]["ContentSecurityPolicy"].clone(),
        "x-content-type-options" => json!(if headers["ContentTypeOptions"].is_object() { "nosniff" } else { "" }),
        "x-frame-options" => headers["FrameOptions"]["FrameOption"].clone(),
        "referrer-policy" => headers["ReferrerPolicy"]["ReferrerPolicy"].clone(),
        _ => custom
            .iter()
            .find(|item| item["Header"].as_str().is_some_and(|known| known.eq_ignore_ascii_case(name)))
            .map(|item| item["Value"].clone())
            .unwrap_or_default(),
    };
    for (name, value) in GUARDS {
        assert_eq!(of_edge(name.as_str()), value, "{name}");
    }
}

#[test]
fn the_edge_lets_every_site_read_what_is_made_for_them_as_the_preview_does() {
    let template = template();
    let behaviors = &template["Resources"]["Distribution"]["Properties"]["DistributionConfig"]["CacheBehaviors"];
    let behaviors = behaviors.as_array().expect("a list of behaviours");
    let policy = &template["Resources"]["SharedHeaders"]["Properties"]["ResponseHeadersPolicyConfig"];
    let items = policy["CustomHeadersConfig"]["Items"].as_array().expect("a list of headers");
    let code = source("crates/cli/src/preview");
    for path in ["/consent.js", "/consent/*"] {
        let behavior = behaviors.iter().find(|behavior| behavior["PathPattern"] == path).expect("it has a behaviour");
        assert_eq!(behavior["ResponseHeadersPolicyId"], "SharedHeaders", "{path}");
    }
    for item in items {
        let (name, value) = (item["Header"].as_str().expect("text"), item["Value"].as_str().expect("text"));
        let constant = name.to_lowercase();
        assert!(code.contains(&constant) || code.contains(&constant.to_uppercase().replace('-', "_")), "{name}");
        assert!(code.contains(&format!("\"{value}\"")), "{name}: {value}");
    }
}

/// The names of our variables that follow a call in a source text: `variable("CANDOR_TABLE")`.
fn variables_after(call: &str, source: &str) -> BTreeSet<String> {
    let arguments = source.split(call).skip(1).filter_map(|rest| rest.split('"').next());
    arguments.filter(|name| name.starts_with("CANDOR_")).map(str::to_owned).collect()
}

fn key_schema(partition_key: &str, sort_key: &str) -> Value {
    json!([
        { "AttributeName": partition_key, "KeyType": "HASH" },
        { "AttributeName": sort_key, "KeyType": "RANGE" },
    ])
}

fn indexes() -> Value {
    let index = |index: candor_intake::table::Index| {
        json!({
            "IndexName": index.name,
            "KeySchema": key_schema(index.partition_key, index.sort_key),
            "Projection": { "ProjectionType": index.projection.as_str() },
        })
    };
    INDEXES.into_iter().map(index).collect()
}

fn attributes() -> Value {
    let of_indexes = INDEXES.into_iter().flat_map(|index| [index.partition_key, index.sort_key]);
    let names = [PARTITION_KEY, SORT_KEY].into_iter().chain(of_indexes);
    names.map(|name| json!({ "AttributeName": name, "AttributeType": "S" })).collect()
}

fn actions(role: &str, statement_id: &str) -> BTreeSet<String> {
    let actions = statement(role, statement_id)["Action"].as_array().expect("a statement lists its actions").clone();
    actions.iter().map(|action| action.as_str().expect("an action is text").to_owned()).collect()
}

/// The statement of a function's role with that `Sid`.
fn statement(role: &str, id: &str) -> Value {
    let template = template();
    let policies = &template["Resources"][role]["Properties"]["Policies"];
    let statements = policies[0]["PolicyDocument"]["Statement"].as_array().expect("the role has statements");
    statements.iter().find(|statement| statement["Sid"] == id).expect("the role has this statement").clone()
}

fn source(folder: &str) -> String {
    let texts = rust_files(folder).into_iter().map(|file| fs::read_to_string(file).expect("a source file is text"));
    texts.collect()
}

fn template() -> Value {
    let text = fs::read_to_string(root().join("infra/template.yaml")).expect("the template is there");
    let documents = Yaml::load_from_str(&text).expect("the template is YAML");
    plain(&documents[0])
}

/// YAML as JSON. Of `!Ref X` and its like the operand stays: the tests look at what is written, not at what it names.
fn plain(yaml: &Yaml<'_>) -> Value {
    match yaml {
        Yaml::Tagged(_, operand) => plain(operand),
        Yaml::Sequence(items) => items.iter().map(plain).collect(),
        Yaml::Mapping(entries) => {
            let entries =
                entries.iter().map(|(key, value)| (key.as_str().unwrap_or_default().to_owned(), plain(value)));
            Value::Object(entries.collect::<Map<_, _>>())
        }
        Yaml::Value(Scalar::Boolean(value)) => json!(value),
        Yaml::Value(Scalar::Integer(value)) => json!(value),
        Yaml::Value(Scalar::String(text)) | Yaml::Representation(text, ..) => json!(text),
        Yaml::Value(Scalar::Null | Scalar::FloatingPoint(_)) | Yaml::Alias(_) | Yaml::BadValue => Value::Null,
    }
}
