//! What the documents of the index store, as it is read back: texts and bytes, each taken without a copy.
//!
//! tantivy's own documents hold values of all types and copy each twice, which takes as long as to find most hits.

use tantivy::schema::Field;
use tantivy::schema::document::{
    DeserializeError, DocumentDeserialize, DocumentDeserializer, ValueDeserialize, ValueDeserializer,
    ValueVisitor,
};

/// The stored values of a document.
pub(super) struct StoredValues(Vec<(Field, StoredValue)>);

/// One of them.
enum StoredValue {
    Text(String),
    Bytes(Vec<u8>),
}

impl StoredValues {
    /// The text of a field, which is taken out.
    pub(super) fn take_text(&mut self, field: Field) -> Option<String> {
        match self.take(field)? {
            StoredValue::Text(text) => Some(text),
            StoredValue::Bytes(_) => None,
        }
    }

    /// The bytes of a field, which are taken out.
    pub(super) fn take_bytes(&mut self, field: Field) -> Option<Vec<u8>> {
        match self.take(field)? {
            StoredValue::Bytes(bytes) => Some(bytes),
            StoredValue::Text(_) => None,
        }
    }

    fn take(&mut self, field: Field) -> Option<StoredValue> {
        let place = self.0.iter().position(|(other, _)| *other == field)?;
        Some(self.0.swap_remove(place).1)
    }
}

impl DocumentDeserialize for StoredValues {
    fn deserialize<'de, D>(mut document: D) -> Result<Self, DeserializeError>
    where
        D: DocumentDeserializer<'de>,
    {
        let mut values = Vec::with_capacity(document.size_hint());
        while let Some(value) = document.next_field()? {
            values.push(value);
        }
        Ok(StoredValues(values))
    }
}

impl ValueDeserialize for StoredValue {
    fn deserialize<'de, D>(value: D) -> Result<Self, DeserializeError>
    where
        D: ValueDeserializer<'de>,
    {
        value.deserialize_any(TextOrBytes)
    }
}

struct TextOrBytes;

impl ValueVisitor for TextOrBytes {
    type Value = StoredValue;

    fn visit_string(&self, text: String) -> Result<StoredValue, DeserializeError> {
        Ok(StoredValue::Text(text))
    }

    fn visit_bytes(&self, bytes: Vec<u8>) -> Result<StoredValue, DeserializeError> {
        Ok(StoredValue::Bytes(bytes))
    }
}
