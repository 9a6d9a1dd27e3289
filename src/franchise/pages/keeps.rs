//! Whoever comes to set what is a company's own: its administrators at their settings, and the operator at the company.

use actix_web::HttpRequest;

use crate::franchise::opening::Keeper;
use crate::web::Error;
use crate::web::actor::{Acting, Admin, Operator, Staff};
use crate::who::CompanyId;

/// An administrator of their own company, or the operator.
pub(in crate::franchise) trait Keeps: Acting {
    /// Of which company, and where: the address of the page of that name and of the one it belongs to.
    fn keeper(&self, req: &HttpRequest, page: &str) -> Result<(Keeper, String, String), Error>;
}

impl Keeps for Staff<Admin> {
    fn keeper(&self, _: &HttpRequest, page: &str) -> Result<(Keeper, String, String), Error> {
        Ok((Keeper::staff(self), format!("/staff/settings/{page}"), "/staff/settings/company".to_owned()))
    }
}

impl Keeps for Operator {
    fn keeper(&self, req: &HttpRequest, page: &str) -> Result<(Keeper, String, String), Error> {
        let company: CompanyId = req.match_info().query("company").parse().map_err(|_| Error::NotFound)?;
        let back = format!("/operator/companies/{company}");
        Ok((Keeper::operator(self, company), format!("{back}/{page}"), back))
    }
}
