//! The built-in facts, held against what the sources of them say.

use candor_model::Locale;
use jiff::civil::Date;

use super::*;

#[test]
fn the_built_in_files_are_free_of_faults() {
    let mut report = Report::default();
    let presets: Presets = built_in("presets.toml", PRESETS_TOML, &mut report);
    let calendars: Calendars = built_in("calendars.toml", CALENDARS_TOML, &mut report);
    assert_eq!(report.iter().collect::<Vec<_>>(), Vec::<&crate::Diagnostic>::new());
    assert_eq!((presets.0.len(), calendars.0.len()), (15, 10));
    assert_eq!(Preset::neutral().respond_within.to_string(), "1 month");
}

#[test]
fn every_preset_names_a_time_zone_that_exists() {
    for preset in PRESETS.iter() {
        assert!(jiff::tz::TimeZoneDatabase::bundled().get(&preset.time_zone).is_ok(), "{}", preset.id);
    }
}

#[test]
fn the_clock_stops_where_a_law_says_so_and_nowhere_else() {
    let pauses = |preset: &str, right| Preset::of(preset).expect("a built-in preset").pauses_of(right);
    assert_eq!(pauses("GB", Right::Access), Need::ALL);
    for (preset, right) in [("GB", Right::Erasure), ("DE", Right::Access), ("EU", Right::Objection)] {
        assert_eq!(pauses(preset, right), [Need::Identity], "{preset}");
    }
    for preset in ["none", "UZ", "KZ", "KG", "TJ", "RU", "US-CA", "TR", "BR", "CA", "CH"] {
        assert!(Right::ALL.into_iter().all(|right| pauses(preset, right).is_empty()), "{preset}");
    }
}

#[test]
fn only_california_asks_for_a_confirmation_of_receipt_and_names_the_rights_that_need_to_know_who_asks() {
    let asking: Vec<_> = PRESETS.iter().filter(|preset| preset.acknowledge.is_some()).collect();
    assert_eq!(asking.iter().map(|preset| preset.id.as_str()).collect::<Vec<_>>(), ["US-CA"]);
    let within = |right| asking[0].acknowledge_within(right).map(|limit| limit.to_string());
    assert_eq!(within(Right::Access).as_deref(), Some("10 working days"));
    assert_eq!(within(Right::OptOutOfSale), None);
    for preset in PRESETS.iter() {
        let unsure: Vec<_> = preset.rights.iter().filter(|right| !preset.needs_confirmation(**right)).collect();
        assert!(unsure.iter().all(|right| !right.needs_confirmation()), "{}: {unsure:?}", preset.id);
    }
}

#[test]
fn an_authority_has_its_name_in_the_readers_language_where_that_is_sure() {
    let named = |preset: &str, locale| {
        let authority = Preset::of(preset).and_then(|preset| preset.authority.as_ref()).expect("a supervised preset");
        authority.get(&Locale::new(locale).expect("a locale")).to_owned()
    };
    for (preset, locale, begins) in [
        ("UZ", "uz", "Adliya vazirligi"),
        ("UZ", "ru", "Агентство персонализации"),
        ("KZ", "ru", "Министерство искусственного интеллекта"),
        ("KG", "ru", "Государственное агентство"),
        ("KG", "uz", "State Agency"),
        ("TJ", "ru", "Служба связи"),
        ("TJ", "en", "Communication Service"),
        ("FR", "ru", "Commission nationale"),
    ] {
        assert!(named(preset, locale).starts_with(begins), "{preset}, {locale}: {}", named(preset, locale));
    }
}

#[test]
fn europe_is_one_home_and_every_other_country_its_own() {
    let is_home = |preset: &str, country: &str| Preset::of(preset).expect("a built-in preset").is_home(country);
    for (preset, country) in [("DE", "NO"), ("EU", "FR"), ("UZ", "UZ"), ("US-CA", "US"), ("GB", "GB")] {
        assert!(is_home(preset, country), "{preset}, {country}");
    }
    for (preset, country) in [("DE", "GB"), ("EU", "CH"), ("UZ", "DE"), ("US-CA", "CA"), ("CH", "LI")] {
        assert!(!is_home(preset, country), "{preset}, {country}");
    }
}

#[test]
fn days_off_are_weekdays_of_their_year_and_extra_working_days_weekend_days() {
    for calendar in CALENDARS.iter() {
        for year in &calendar.years {
            let is_weekend = |day: &Date| calendar.weekend.contains(&day.weekday().into());
            assert!(year.days_off.iter().all(|day| day.year() == year.year && !is_weekend(day)), "{}", calendar.id);
            assert!(year.extra_working_days.iter().all(|day| day.year() == year.year && is_weekend(day)));
        }
    }
}
