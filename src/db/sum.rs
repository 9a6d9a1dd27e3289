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

/// `CAST(SUM(CASE WHEN p THEN x ELSE 0 END) AS BIGINT)`: the sum of those for which something holds.
#[derive(Clone, Copy, Debug, QueryId)]
pub struct SumIf<P, E>(P, E);

/// The sum of an integer column where something holds; `None` over no rows.
pub fn sum_if<P: Expression, E: Expression>(when: P, of: E) -> SumIf<P, E> {
    SumIf(when, of)
}

impl<P: Expression, E: Expression> Expression for SumIf<P, E> {
    type SqlType = Nullable<BigInt>;
}
impl<P, E, G> ValidGrouping<G> for SumIf<P, E> {
    type IsAggregate = is_aggregate::Yes;
}
impl<P: AppearsOnTable<Q>, E: AppearsOnTable<Q>, Q> AppearsOnTable<Q> for SumIf<P, E> where Self: Expression {}
impl<P: SelectableExpression<Q>, E: SelectableExpression<Q>, Q> SelectableExpression<Q> for SumIf<P, E> where
    Self: AppearsOnTable<Q>
{
}
impl<P: QueryFragment<D>, E: QueryFragment<D>, D: Backend> QueryFragment<D> for SumIf<P, E> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, D>) -> diesel::QueryResult<()> {
        out.push_sql("CAST(SUM(CASE WHEN ");
        self.0.walk_ast(out.reborrow())?;
        out.push_sql(" THEN ");
        self.1.walk_ast(out.reborrow())?;
        out.push_sql(" ELSE 0 END) AS BIGINT)");
        Ok(())
    }
}
