//! What can go wrong with the store, for the operator. Nothing of an item's content is in it, since it ends in logs.

use aws_sdk_dynamodb::error::{ProvideErrorMetadata, SdkError};

/// The store did not do what was asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// The table does not answer, is overloaded, or refuses the operation.
    #[error("the table did not answer {operation}: {code}")]
    Unavailable {
        /// The operation of the DynamoDB API.
        operation: &'static str,
        /// DynamoDB's code for the error, or what became of the connection.
        code: String,
    },
    /// Somebody else made a step in between.
    #[error("the request has changed since it was read")]
    Changed,
    /// An item is not what this version of Candor writes: the table belongs to another program or a newer version.
    #[error("an item of the table cannot be read as {0}")]
    Unreadable(&'static str),
    /// A record cannot be written as an item.
    #[error("{0} cannot be written as an item")]
    Unwritable(&'static str),
    /// A submission is remembered whose request is no longer there.
    #[error("the table remembers a submission whose request it no longer has")]
    Forgotten,
}

impl StoreError {
    pub(super) fn unavailable<E, R>(operation: &'static str, error: &SdkError<E, R>) -> Self
    where
        E: ProvideErrorMetadata,
    {
        Self::Unavailable { operation, code: code_of(error).to_owned() }
    }

    pub(super) fn unreadable<T>() -> Self {
        Self::Unreadable(record_name::<T>())
    }

    pub(super) fn unwritable<T>() -> Self {
        Self::Unwritable(record_name::<T>())
    }
}

/// The error's code, without its message, which may repeat values.
fn code_of<E: ProvideErrorMetadata, R>(error: &SdkError<E, R>) -> &str {
    match error {
        SdkError::ServiceError(service) => service.err().code().unwrap_or("an error without a code"),
        SdkError::TimeoutError(_) => "timeout",
        SdkError::DispatchFailure(failure) if failure.is_timeout() => "timeout",
        SdkError::DispatchFailure(_) => "no connection",
        SdkError::ResponseError(_) => "an answer that is not DynamoDB's",
        _ => "the operation could not be sent",
    }
}

/// `SubjectRequest` of `candor_model::request::SubjectRequest`.
fn record_name<T>() -> &'static str {
    std::any::type_name::<T>().rsplit("::").next().unwrap_or_default()
}
