//! Coupons, for a shop's programs: using one, once.

use std::sync::Arc;

use ::desk::{
    Scope,
    campaign::{By, CouponCode, NotRedeemed, Redemption},
};
use axum::{Json, extract::State};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{json::Sent, key::Key, refusals::refusals};
use crate::web::{Desk, problem::Problem};

pub(super) fn routes() -> OpenApiRouter<Arc<Desk>> {
    OpenApiRouter::new().routes(routes!(redeem_coupon))
}

/// A coupon that a customer wants to use.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Redeem {
    /// The code as the customer typed it: capitals, spaces and hyphens do not matter.
    #[schema(min_length = 1, max_length = 64, example = "2J7Q-0KX9-M4TB-WE5H")]
    code: String,
    /// The shop's own name for the order. Asking again for the same order gives the same answer.
    #[schema(min_length = 1, max_length = 200)]
    order: String,
}

/// A coupon that was used.
#[derive(Serialize, ToSchema)]
struct Redeemed {
    /// The campaign it is of.
    #[schema(pattern = "^[A-Za-z0-9_-]{22}$")]
    campaign: String,
    /// Key of the brand.
    brand: String,
    /// What it takes off, in yen.
    amount: u32,
    /// What has to be bought for it at least, in yen: the shop sees to it.
    minimum: u32,
    #[schema(value_type = String, format = DateTime)]
    redeemed_at: Timestamp,
    /// Whether this request used it; else an earlier one for the same order.
    is_new: bool,
}

refusals! {
    NotTaken: NoKey, NotAllowed, WrongType, Malformed, TooLarge, TooSlow, TooLong, NoSuchCoupon, CouponUsed,
    CouponExpired, TooMany, Busy
}

/// Use a coupon
///
/// Exactly once: a second request for another order is refused with `coupon-used`.
#[utoipa::path(
    post, path = "/api/v1/coupons/redeem", tag = "campaigns",
    request_body = Redeem,
    responses((status = 200, description = "It is used for this order.", body = Redeemed), NotTaken),
    security(("apiKey" = ["campaigns"])),
)]
async fn redeem_coupon(
    State(desk): State<Arc<Desk>>,
    key: Key,
    Sent(asked): Sent<Redeem>,
) -> Result<Json<Redeemed>, Problem> {
    let key = key.with(Scope::Campaigns)?;
    let code = CouponCode::parse(&asked.code).ok_or(Problem::NoSuchCoupon)?;
    let asked = Redemption { code: &code, order: &asked.order };
    let redeemed = desk.store.redeem(By::Key(&key), &asked, Timestamp::now()).await?;
    let redeemed = redeemed.map_err(|refused| match refused {
        NotRedeemed::Unknown => Problem::NoSuchCoupon,
        NotRedeemed::Used { .. } => Problem::CouponUsed,
        NotRedeemed::Expired { .. } => Problem::CouponExpired,
    })?;
    Ok(Json(Redeemed {
        campaign: redeemed.campaign.to_string(),
        brand: redeemed.brand,
        amount: redeemed.amount,
        minimum: redeemed.minimum,
        redeemed_at: redeemed.at,
        is_new: redeemed.is_new,
    }))
}
