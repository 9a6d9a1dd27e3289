//! `SUM` that both engines agree on.

use diesel::backend::Backend;
use diesel::expression::{AppearsOnTable, Expression, SelectableExpression, ValidGrouping, is_aggregate};
use diesel::query_builder::{AstPass, QueryFragment, QueryId};
use diesel::sql_types::{BigInt, Nullable};

/// `CAST(SUM(x) AS BIGINT)`: PostgreSQL's own sum of bigints is a NUMERIC, which the two engines do not share.
#[derive(Clone, Copy, Debug, QueryId)]
pub struct Sum<E>(E);

/// The sum of an integer column; `None` over no rows.
pub fn sum<E: Expression>(of: E) -> Sum<E> {
    Sum(of)
}

impl<E: Expression> Expression for Sum<E> {
    type SqlType = Nullable<BigInt>;
}
impl<E, G> ValidGrouping<G> for Sum<E> {
    type IsAggregate = is_aggregate::Yes;
}
impl<E: AppearsOnTable<Q>, Q> AppearsOnTable<Q> for Sum<E> where Self: Expression {}
impl<E: SelectableExpression<Q>, Q> SelectableExpression<Q> for Sum<E> where Self: AppearsOnTable<Q> {}
impl<E: QueryFragment<D>, D: Backend> QueryFragment<D> for Sum<E> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, D>) -> diesel::QueryResult<()> {
        out.push_sql("CAST(SUM(");
        self.0.walk_ast(out.reborrow())?;
        out.push_sql(") AS BIGINT)");
        Ok(())
    }
}
