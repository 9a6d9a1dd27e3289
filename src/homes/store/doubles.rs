//! Who may be written down twice: one statement, each part of which begins at an index.

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};

use crate::db::Conn;
use crate::homes::holding::ContactId;
use crate::on_each;
use crate::who::CompanyId;

/// Cards of the same phone, of the same e-mail, and of the same name in the same premises. The same ИИН stands on no two cards of a company
/// (`contacts_by_ident`). A number on more than nine cards is an office's, not a person's. A card that was merged has neither phone nor address, and holds nothing that goes on.
const DOUBLES: &str = "\
SELECT 'phone' AS why, a.id AS one, b.id AS other, a.name AS one_name, b.name AS other_name \
FROM (SELECT phone FROM contacts WHERE company_id = $1 AND phone IS NOT NULL GROUP BY phone HAVING COUNT(*) BETWEEN 2 AND 9 ORDER BY phone LIMIT $2) t \
JOIN contacts a ON a.company_id = $1 AND a.phone = t.phone \
JOIN contacts b ON b.company_id = $1 AND b.phone = t.phone AND b.id > a.id \
UNION ALL \
SELECT 'email', a.id, b.id, a.name, b.name \
FROM (SELECT email FROM contacts WHERE company_id = $1 AND email IS NOT NULL GROUP BY email HAVING COUNT(*) BETWEEN 2 AND 9 ORDER BY email LIMIT $2) t \
JOIN contacts a ON a.company_id = $1 AND a.email = t.email \
JOIN contacts b ON b.company_id = $1 AND b.email = t.email AND b.id > a.id \
UNION ALL \
SELECT * FROM (SELECT DISTINCT 'name' AS why, a.id AS one, b.id AS other, a.name AS one_name, b.name AS other_name \
FROM holdings h \
JOIN holdings k ON k.premises_id = h.premises_id AND k.contact_id > h.contact_id AND k.until IS NULL \
JOIN contacts a ON a.id = h.contact_id \
JOIN contacts b ON b.id = k.contact_id AND b.name_folded = a.name_folded \
WHERE h.company_id = $1 AND h.until IS NULL LIMIT $2) n";

/// Two cards that may be one person's, and why.
#[derive(Clone, Debug, PartialEq, Eq, QueryableByName)]
pub(in crate::homes) struct Double {
    /// `phone`, `email` or `name`.
    #[diesel(sql_type = Text)]
    pub(in crate::homes) why: String,
    #[diesel(sql_type = Text)]
    pub(in crate::homes) one: ContactId,
    #[diesel(sql_type = Text)]
    pub(in crate::homes) other: ContactId,
    #[diesel(sql_type = Text)]
    pub(in crate::homes) one_name: String,
    #[diesel(sql_type = Text)]
    pub(in crate::homes) other_name: String,
}

/// The pairs of a company that may be one person, up to `limit` of each reason.
pub(in crate::homes) fn doubles(conn: &mut Conn, company: CompanyId, limit: i64) -> QueryResult<Vec<Double>> {
    on_each!(&mut *conn, c => diesel::sql_query(DOUBLES).bind::<Text, _>(company).bind::<BigInt, _>(limit).load(c))
}
