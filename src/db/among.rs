//! `IN (…)` whose statement is prepared once.

use diesel::backend::Backend;
use diesel::expression::{AppearsOnTable, AsExpression, Expression, SelectableExpression, TypedExpressionType, ValidGrouping};
use diesel::query_builder::{AstPass, QueryFragment, QueryId};
use diesel::result::QueryResult;
use diesel::sql_types::{Bool, SqlType};

use super::BATCH;

/// How many values a list is filled up to: each size is one statement.
const SIZES: [usize; 4] = [4, 16, 64, 256];

/// See [`Listed::among`].
#[derive(Clone, Debug)]
pub struct Among<E, V> {
    of: E,
    values: Vec<V>,
}

/// What is asked for a long list, asked in portions that fit a statement.
///
/// # Errors
/// Those of the statements.
pub fn in_portions<V, T>(values: &[V], mut load: impl FnMut(&[V]) -> QueryResult<Vec<T>>) -> QueryResult<Vec<T>> {
    let mut all = Vec::new();
    for some in values.chunks(BATCH) {
        all.append(&mut load(some)?);
    }
    Ok(all)
}

/// Comparing with a list.
pub trait Listed: Expression + Sized {
    /// Whether it is one of these. Diesel's own `eq_any` makes another statement for each length of the list and keeps none of them,
    /// so that a page pays for parsing and planning each time it is asked for; here the list is filled up with its last value to one of
    /// four lengths, and the statement stays prepared. Of more than 256 values none is kept here either. For filters only.
    fn among<T>(self, values: impl IntoIterator<Item = T>) -> Among<Self, T::Expression>
    where
        Self::SqlType: SqlType + TypedExpressionType,
        T: AsExpression<Self::SqlType>,
    {
        Among { of: self, values: values.into_iter().map(T::as_expression).collect() }
    }
}

impl<E: Expression> Listed for E {}

impl<E, V> Expression for Among<E, V> {
    type SqlType = Bool;
}
impl<E: ValidGrouping<G>, V, G> ValidGrouping<G> for Among<E, V> {
    type IsAggregate = E::IsAggregate;
}
impl<E: AppearsOnTable<Q>, V, Q> AppearsOnTable<Q> for Among<E, V> {}
impl<E: SelectableExpression<Q>, V, Q> SelectableExpression<Q> for Among<E, V> {}
impl<E, V> QueryId for Among<E, V> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}
impl<E: QueryFragment<D>, V: QueryFragment<D>, D: Backend> QueryFragment<D> for Among<E, V> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, D>) -> QueryResult<()> {
        let Some(last) = self.values.last() else {
            out.push_sql("0=1");
            return Ok(());
        };
        let given = self.values.len();
        let size = SIZES.into_iter().find(|size| given <= *size).unwrap_or_else(|| {
            out.unsafe_to_cache_prepared();
            given
        });
        self.of.walk_ast(out.reborrow())?;
        for (nth, value) in self.values.iter().chain(std::iter::repeat_n(last, size - given)).enumerate() {
            out.push_sql(if nth == 0 { " IN (" } else { ", " });
            value.walk_ast(out.reborrow())?;
        }
        out.push_sql(")");
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use diesel::prelude::*;

    use super::*;
    use crate::db::Conn;
    use crate::db::schema::{home_words, people};

    fn is_kept(query: &impl QueryFragment<diesel::sqlite::Sqlite>) -> bool {
        query.is_safe_to_cache_prepared(&diesel::sqlite::Sqlite).unwrap()
    }

    /// The statement for a list of this length, and whether it is one to keep.
    fn statement(length: usize) -> (String, bool) {
        let values: Vec<String> = (0..length).map(|nth| nth.to_string()).collect();
        let query = people::table.filter(people::email.among(values)).select(people::name);
        let sql = diesel::debug_query::<diesel::sqlite::Sqlite, _>(&query).to_string();
        let kept = is_kept(&query);
        (sql.split(" -- ").next().unwrap_or_default().to_owned(), kept)
    }

    #[test]
    fn lists_of_many_lengths_are_few_statements() {
        let different: std::collections::BTreeSet<String> = (0..=256).map(|length| statement(length).0).collect();
        assert_eq!(different.len(), 1 + SIZES.len());
        assert!((0..=256).all(|length| statement(length).1));
        assert!(!statement(257).1, "a long list would fill the memory with statements that nobody asks again");
    }

    #[test]
    fn exactly_the_rows_that_are_named_are_found() {
        let mut conn = Conn::open(":memory:").unwrap();
        crate::db::migrate(&mut conn).unwrap();
        // the words of the register are the shortest rows there are
        diesel::sql_query("PRAGMA foreign_keys=OFF").execute(&mut conn).unwrap();
        for nth in 0..400 {
            diesel::sql_query(format!("INSERT INTO home_words VALUES ('c', '{nth}', 'p')")).execute(&mut conn).unwrap();
        }
        for length in [0, 1, 3, 4, 5, 16, 63, 64, 255, 256, 257, 300] {
            let named: Vec<String> = (0..length).map(|nth| nth.to_string()).collect();
            let query = home_words::table.filter(home_words::word.among(named)).count();
            assert_eq!(query.get_result::<i64>(&mut conn), Ok(length));
        }
    }
}
