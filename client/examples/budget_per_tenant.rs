//! One key, many customers: each tenant spends from a budget of its own, and all share the rate limit of the key.
//!
//! ```toml
//! hikerapi = "0.1"
//! tokio = { version = "1", features = ["macros", "rt-multi-thread"] }
//! ```
//!
//! ```console
//! HIKERAPI_TOKEN=your-key cargo run --example budget_per_tenant
//! ```

use std::collections::BTreeMap;

use hikerapi::types::User;
use hikerapi::{Budget, Client, Result};

#[tokio::main]
async fn main() -> Result<()> {
    let tenants = Tenants::new(Client::from_env()?, [("acme", 2), ("globex", 1)]);
    for (tenant, username) in [("acme", "natgeo"), ("globex", "natgeo"), ("globex", "instagram"), ("acme", "instagram")]
    {
        match tenants.profile(tenant, username).await {
            Ok(user) => println!("{tenant}: {} followers", user.follower_count.unwrap_or_default()),
            Err(error) if error.is_budget_exhausted() => println!("{tenant}: {error}"),
            Err(error) => return Err(error),
        }
    }
    println!("{}", tenants.bill());
    Ok(())
}

/// A client for each tenant. They share the connections, the rate limit and the usage.
pub struct Tenants {
    clients: BTreeMap<String, Client>,
}

impl Tenants {
    /// Gives each tenant a budget of so many units.
    pub fn new<'a>(client: Client, budgets: impl IntoIterator<Item = (&'a str, u64)>) -> Self {
        let client_of = |(tenant, units): (&str, u64)| (tenant.to_owned(), client.with_budget(Budget::units(units)));
        Self { clients: budgets.into_iter().map(client_of).collect() }
    }

    /// Requests a profile, at the cost of a tenant.
    ///
    /// # Errors
    /// The error of the request. It is free where `is_budget_exhausted()`: nothing was sent.
    pub async fn profile(&self, tenant: &str, username: &str) -> Result<User> {
        self.clients[tenant].user().by_username(username).await
    }

    /// Returns the budget of a tenant, to `add` units to it.
    pub fn budget(&self, tenant: &str) -> Option<&Budget> {
        self.clients.get(tenant)?.budget()
    }

    /// Returns what each has spent, a line each.
    pub fn bill(&self) -> String {
        let budgets = self.clients.iter().filter_map(|(tenant, client)| Some((tenant, client.budget()?)));
        let lines = budgets.map(|(tenant, budget)| {
            format!("{tenant}: {} units spent, {} remaining", budget.spent(), budget.remaining())
        });
        lines.collect::<Vec<_>>().join("\n")
    }
}
