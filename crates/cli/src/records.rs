//! Where the records are: the preview's database file, or the table in AWS. Both are the intake's own store.

use std::fs;
use std::io;
use std::path::Path;

use aws_config::BehaviorVersion;
use aws_sdk_dynamodb::config::ProvideCredentials as _;
use aws_smithy_http_client::Builder;
use aws_smithy_http_client::tls::Provider;
use aws_smithy_http_client::tls::rustls_provider::CryptoMode;
use candor_intake::{HashingKey, Store};

use crate::arguments::Place;
use crate::{Error, engine};

/// The table's name in a database file, where it is the only one.
const TABLE: &str = "candor";

/// Opens the store that was named.
///
/// # Errors
/// None was named, or the file does not exist or is no database.
pub(crate) async fn open(place: &Place) -> Result<Store, Error> {
    match (&place.data, &place.table) {
        (Some(file), _) => open_file(file),
        (None, Some(table)) => in_aws(table).await,
        (None, None) => Err(Error::Usage(
            "say where the records are: --data .candor/intake.db for what the preview took, or --table NAME (or \
             CANDOR_TABLE) for the table in AWS"
                .to_owned(),
        )),
    }
}

fn open_file(file: &Path) -> Result<Store, Error> {
    // The engine would make a new, empty one, and a wrong path would look like a portal without requests.
    fs::metadata(file).map_err(Error::read(file))?;
    Ok(Store::new(engine::client(engine::open(Some(file))?), TABLE))
}

/// Asks for region and credentials first: without them the SDK could only say that nothing was sent.
async fn in_aws(table: &str) -> Result<Store, Error> {
    let connector = Builder::new().tls_provider(Provider::Rustls(CryptoMode::Ring)).build_https();
    let config = aws_config::defaults(BehaviorVersion::v2026_01_12()).http_client(connector).load().await;
    if config.region().is_none() {
        return Err(Error::Account("it is not known in which region".to_owned()));
    }
    if let Some(provider) = config.credentials_provider() {
        provider.provide_credentials().await.map_err(|reason| Error::Account(reason.to_string()))?;
    }
    Ok(Store::new(aws_sdk_dynamodb::Client::new(&config), table))
}

/// Opens the preview's database file to write to it, and makes the file, its folder and its table where they are missing.
///
/// # Errors
/// The folder or the file cannot be made or opened.
pub(crate) async fn open_for_preview(file: &Path) -> Result<Store, Error> {
    let folder = folder_of(file);
    if !folder.exists() {
        make_private(folder).map_err(Error::write(folder))?;
        let ignore = folder.join(".gitignore");
        fs::write(&ignore, "*\n").map_err(Error::write(&ignore))?;
    }
    if !file.exists() {
        // A database may begin as an empty file.
        write_secret(file, "")?;
    }
    let database = engine::open(Some(file))?;
    engine::sweep(&database)?;
    let store = Store::new(engine::client(database), TABLE);
    store.create_table().await?;
    Ok(store)
}

/// Makes a folder that only its owner may look into, since what visitors sent will lie in it.
pub(crate) fn make_private(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// The preview's hashing key: made at random once, and kept beside the database, since without it no receipt of before
/// could be opened again.
///
/// # Errors
/// The file cannot be read or made, or holds no key.
pub(crate) fn hashing_key(database: &Path) -> Result<HashingKey, Error> {
    let file = folder_of(database).join("hashing-key");
    if !file.exists() {
        write_secret(&file, &random_hex()?)?;
    }
    let secret = fs::read_to_string(&file).map_err(Error::read(&file))?;
    HashingKey::new(secret.trim()).map_err(|weak| Error::WeakKey { file, weak })
}

fn folder_of(file: &Path) -> &Path {
    file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

fn random_hex() -> Result<String, Error> {
    let mut bytes = [0_u8; 32];
    getrandom::fill(&mut bytes).map_err(Error::Random)?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// Writes a file that only its owner may read. It is complete from the first moment that it has its name.
fn write_secret(file: &Path, text: &str) -> Result<(), Error> {
    use std::io::Write as _;

    // A temporary file is made for its owner alone.
    let mut draft = tempfile::NamedTempFile::new_in(folder_of(file)).map_err(Error::write(file))?;
    draft.write_all(text.as_bytes()).map_err(Error::write(file))?;
    match draft.persist_noclobber(file) {
        Err(refused) if refused.error.kind() != io::ErrorKind::AlreadyExists => Err(Error::write(file)(refused.error)),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hashing_key_is_made_once_and_for_its_owner_only() {
        let folder = tempfile::tempdir().expect("a folder");
        let database = folder.path().join("intake.db");
        hashing_key(&database).expect("made");
        let file = folder.path().join("hashing-key");
        let secret = fs::read_to_string(&file).expect("written");
        hashing_key(&database).expect("read");
        assert_eq!(fs::read_to_string(&file).expect("still there"), secret);
        assert_eq!(secret.len(), 64);
        #[cfg(unix)]
        assert_eq!(
            std::os::unix::fs::PermissionsExt::mode(&file.metadata().expect("there").permissions()) & 0o777,
            0o600
        );
    }
}
