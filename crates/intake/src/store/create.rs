//! Creating the table, for engines that start empty. In the cloud the infrastructure template does it.

use aws_sdk_dynamodb::error::BuildError;
use aws_sdk_dynamodb::operation::create_table::builders::CreateTableFluentBuilder;
use aws_sdk_dynamodb::types::{
    AttributeDefinition, BillingMode, GlobalSecondaryIndex, KeySchemaElement, KeyType, Projection as IndexProjection,
    ProjectionType, ScalarAttributeType, TimeToLiveSpecification,
};

use super::{Store, StoreError};
use crate::table::{EXPIRES, INDEXES, Index, PARTITION_KEY, SORT_KEY};

impl Store {
    /// Creates the table with its indexes and its time to live; one that exists is left as it is.
    ///
    /// # Errors
    /// The engine does not answer, or refuses the definition.
    pub async fn create_table(&self) -> Result<(), StoreError> {
        let create = self.definition().map_err(|_| StoreError::Unwritable("the table's definition"))?;
        match create.send().await {
            Ok(_) => self.expire_items().await,
            Err(error) if error.as_service_error().is_some_and(|e| e.is_resource_in_use_exception()) => Ok(()),
            Err(error) => Err(StoreError::unavailable("CreateTable", &error)),
        }
    }

    fn definition(&self) -> Result<CreateTableFluentBuilder, BuildError> {
        let create = self.client.create_table().table_name(&self.table).billing_mode(BillingMode::PayPerRequest);
        let indexes: Result<_, _> = INDEXES.iter().map(global_index).collect();
        let names = INDEXES.iter().flat_map(|index| [index.partition_key, index.sort_key]);
        let attributes: Result<_, _> = [PARTITION_KEY, SORT_KEY].into_iter().chain(names).map(text_attribute).collect();
        let create = create.set_key_schema(Some(key_schema(PARTITION_KEY, SORT_KEY)?));
        Ok(create.set_attribute_definitions(Some(attributes?)).set_global_secondary_indexes(Some(indexes?)))
    }

    async fn expire_items(&self) -> Result<(), StoreError> {
        let specification = TimeToLiveSpecification::builder().enabled(true).attribute_name(EXPIRES).build();
        let specification = specification.map_err(|_| StoreError::Unwritable("the table's definition"))?;
        let update =
            self.client.update_time_to_live().table_name(&self.table).time_to_live_specification(specification);
        update.send().await.map(drop).map_err(|error| StoreError::unavailable("UpdateTimeToLive", &error))
    }
}

fn global_index(index: &Index) -> Result<GlobalSecondaryIndex, BuildError> {
    let projection =
        IndexProjection::builder().projection_type(ProjectionType::from(index.projection.as_str())).build();
    let keys = key_schema(index.partition_key, index.sort_key)?;
    GlobalSecondaryIndex::builder().index_name(index.name).set_key_schema(Some(keys)).projection(projection).build()
}

fn key_schema(partition: &str, sort: &str) -> Result<Vec<KeySchemaElement>, BuildError> {
    let element = |name, kind| KeySchemaElement::builder().attribute_name(name).key_type(kind).build();
    Ok(vec![element(partition, KeyType::Hash)?, element(sort, KeyType::Range)?])
}

fn text_attribute(name: &str) -> Result<AttributeDefinition, BuildError> {
    AttributeDefinition::builder().attribute_name(name).attribute_type(ScalarAttributeType::S).build()
}
