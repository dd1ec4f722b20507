//! What letters add where something is out of the ordinary: another company decides, or the date may still move.

use candor_intake::Letter;
use jiff::SignedDuration;

use crate::host::{HOME, Host};
use crate::submissions::submission;

/// The letters that one submission causes: to its subject, and to the officer.
async fn told(host: &Host, relationship: &str) -> [Letter; 2] {
    let mut fields = submission("erasure", "en");
    fields[2].1 = relationship;
    host.form(HOME, "/api/requests", &fields).await.expect(303);
    let letters = host.letters().await;
    ["subject", "officer"].map(|audience| {
        let mut of = letters.iter().filter(|letter| letter.id.ends_with(audience));
        of.next().unwrap_or_else(|| panic!("no letter to the {audience}")).clone()
    })
}

#[tokio::test]
async fn where_another_company_decides_subject_and_officer_are_told() {
    let host = Host::start().await;
    for (relationship, is_told) in [("addressee", true), ("customer", false)] {
        let [subject, officer] = told(&host, relationship).await;
        assert_eq!(subject.text.contains("We hand your request over to that company."), is_told, "{}", subject.text);
        // Officers are written to in the portal's default locale.
        assert_eq!(officer.text.contains("candor requests forward"), is_told, "{}", officer.text);
        assert_eq!(officer.html.contains("boshqa kompaniya qaror qiladi"), is_told, "{}", officer.html);
    }
}

#[tokio::test]
async fn a_date_that_may_move_is_told_with_that() {
    let host = Host::start().await;
    // Whatever year it is: ten years on, no government has moved any day.
    Host::pass(SignedDuration::from_hours(10 * 365 * 24));
    let [subject, _] = told(&host, "customer").await;
    assert!(subject.text.contains("so this date may move slightly"), "{}", subject.text);
    assert!(subject.text.contains("Policy in force: Privacy Policy, version "), "{}", subject.text);
}
