//! The table's definition as data: what the preview creates, and what the infrastructure template must say too.

/// The partition key, a text.
pub const PARTITION_KEY: &str = "PK";
/// The sort key, a text.
pub const SORT_KEY: &str = "SK";
/// The attribute that says from when an item may be removed, in seconds since 1970. DynamoDB removes it late: whoever reads
/// filters.
pub const EXPIRES: &str = "expires";

/// A global secondary index; both its keys are texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Index {
    /// Its name.
    pub name: &'static str,
    /// The attribute that is its partition key.
    pub partition_key: &'static str,
    /// The attribute that is its sort key.
    pub sort_key: &'static str,
    /// What it holds of an item.
    pub projection: Projection,
}

/// What an index holds of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Projection {
    /// Every attribute, so that a list needs one query.
    All,
    /// The keys only, so that nothing personal is copied.
    KeysOnly,
}

impl Projection {
    /// DynamoDB's name for it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::All => "ALL",
            Self::KeysOnly => "KEYS_ONLY",
        }
    }
}

/// What is looked for by date:
///
/// | partition | sort key | |
/// |---|---|---|
/// | `OPEN#<shard>` | `<respond by>#<reference>` | requests to which an answer is owed |
/// | `CLOSED#<shard>` | `<closed on>#<reference>` | requests that are closed |
/// | `PURGING#<shard>`, then `PURGED#<shard>` | `<closed on>#<reference>` | what is left of them, while it is tidied up and then |
/// | `MAIL#<shard>` | `<due>#<its own PK>#<its own SK>` | letters that wait |
/// | `GIVENUP#<shard>` | `<given up>#<its own PK>#<its own SK>` | letters that are tried no more |
/// | `CONSENT#<shard>` | `<day on which it ends at the earliest>#<id>` | consent records |
///
/// Sharded, since a partition takes 1,000 writes a second.
pub const BY_DATE: Index =
    Index { name: "GSI1", partition_key: "GSI1PK", sort_key: "GSI1SK", projection: Projection::All };

/// What belongs to one subject: `SUBJ#<keyed hash of the e-mail>` / `<received>`.
pub const BY_SUBJECT: Index =
    Index { name: "GSI2", partition_key: "GSI2PK", sort_key: "GSI2SK", projection: Projection::KeysOnly };

/// Every index of the table.
pub const INDEXES: [Index; 2] = [BY_DATE, BY_SUBJECT];

/// What the partitions of letters that wait begin with, and the sort keys of letters.
pub const MAIL: &str = "MAIL#";
/// What the partitions of letters that were given up begin with.
pub const GIVEN_UP: &str = "GIVENUP#";
/// Over how many partitions each of them is spread.
pub const SHARDS: u32 = 4;
/// What the partitions of open requests begin with.
pub const OPEN: &str = "OPEN#";
/// What the partitions of closed requests begin with.
pub const CLOSED: &str = "CLOSED#";
/// What the partitions begin with of requests that were purged, while remarks and letters of theirs are there.
pub const PURGING: &str = "PURGING#";
/// What the partitions begin with of requests of which nothing personal is left.
pub const PURGED: &str = "PURGED#";
/// What the partitions of consent records in the index begin with.
pub const CONSENT: &str = "CONSENT#";
