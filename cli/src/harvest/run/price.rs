//! What a run can cost, before it begins.

use hikerapi_harvest::Store;
use hikerapi_harvest::store::{JobCount, Status};

use crate::failure::{Code, Failure};
use crate::harvest::{endpoint, place};
use crate::job::MoneyOptions;
use crate::run::{CONFIRM_ABOVE, ask};
use crate::settings::Settings;
use crate::terminal::Terminal;
use crate::tool::Tool;
use crate::words::{count, grouped};

/// What the open jobs of a store cost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Price {
    /// The least units: a list has one more page at least.
    least: u64,
    /// The most; `None` where there are lists, whose pages are not known, or prices that grow with an amount.
    most: Option<u64>,
    /// What it is made of: `10,000 jobs of user/by-id × 1 unit`.
    factors: Vec<String>,
    /// The budget of the store, and what was set aside of it before.
    budget: Option<u64>,
    set_aside: u64,
    has_price: bool,
}

impl Price {
    pub(super) async fn of(tool: &Tool, store: &dyn Store) -> Result<Self, Failure> {
        let status = store.status().await.map_err(|error| place::failure(&error))?;
        Ok(Self::of_status(tool, &status))
    }

    fn of_status(tool: &Tool, status: &Status) -> Self {
        let units = |units: i64| u64::try_from(units).unwrap_or_default();
        let mut price = Self {
            least: 0,
            most: Some(0),
            factors: Vec::new(),
            budget: status.pacing.budget.map(units),
            set_aside: units(status.pacing.set_aside),
            has_price: tool.service.has_price(),
        };
        for counts in status.jobs.chunk_by(|one, other| one.endpoint == other.endpoint) {
            price.add(tool, counts);
        }
        price
    }

    /// Adds the open jobs of an endpoint. One that the tool does not know is set aside, and costs nothing.
    fn add(&mut self, tool: &Tool, counts: &[JobCount]) {
        let open: i64 = counts.iter().filter(|count| !count.state.is_final()).map(|count| count.jobs).sum();
        let open = u64::try_from(open).unwrap_or_default();
        let endpoint = counts.first().and_then(|count| endpoint::by_key(tool, &count.endpoint));
        let Some(operation) = endpoint.map(|endpoint| endpoint.operation).filter(|_| open > 0) else { return };
        let each = endpoint::least_price(operation);
        self.least = self.least.saturating_add(open.saturating_mul(each));
        let of_all = endpoint::most_price(operation).map(|most| open.saturating_mul(most));
        let has_pages = operation.paging.is_some();
        let known = self.most.zip(of_all).filter(|_| !has_pages || each == 0);
        self.most = known.map(|(most, of_all)| most.saturating_add(of_all));
        let (thing, page) = if has_pages { ("list", " for each page") } else { ("job", "") };
        let units = count(each, "unit");
        self.factors.push(format!("{} of {} × {units}{page}", count(open, thing), endpoint::name(operation)));
    }

    /// Says the price, and asks where it is high or not known, and no budget bounds it. Refuses a budget that is spent.
    ///
    /// With `is_endless`, the run waits for more jobs, which cost more.
    pub(super) fn confirm(
        &self,
        money: &MoneyOptions,
        is_endless: bool,
        settings: &Settings,
        terminal: &Terminal,
    ) -> Result<(), Failure> {
        if !self.has_price {
            return Ok(());
        }
        let later = if is_endless { ", and more for jobs that are added" } else { "" };
        let words = format!("{}{later}", self.words());
        let budget = money.budget.or(self.budget);
        if let Some(budget) = budget {
            let left = budget.saturating_sub(self.set_aside);
            let of = count(budget, "unit");
            if left == 0 && self.least > 0 {
                let spent = grouped(self.set_aside);
                return Err(Failure::new(
                    Code::Budget,
                    format!(
                        "the budget of {of} is for all runs of the store, which has spent {spent} of it: a higher `--budget` permits more"
                    ),
                ));
            }
            terminal.note(&format!("can cost {words}; {} left of the budget of {of}", grouped(left)));
            return Ok(());
        }
        let above = money.confirm_above.or(settings.confirm_above).unwrap_or(CONFIRM_ABOVE);
        let most = self.most.filter(|_| !is_endless);
        if money.yes || most.is_some_and(|most| most <= above) {
            terminal.note(&format!("can cost {words}"));
            return Ok(());
        }
        let units =
            most.map_or_else(|| "any number of units".to_owned(), |most| format!("up to {}", count(most, "unit")));
        ask(&words, &units, terminal)
    }

    /// `at least 10,050 units: 10,000 jobs of user/by-id × 1 unit, 50 lists of ..`
    pub(super) fn words(&self) -> String {
        let bound = if self.most == Some(self.least) { "" } else { "at least " };
        let factors = if self.factors.is_empty() { "no job is open".to_owned() } else { self.factors.join(", ") };
        format!("{bound}{}: {factors}", count(self.least, "unit"))
    }
}

#[cfg(test)]
mod tests {
    use hikerapi_harvest::job::State;

    use super::*;

    #[test]
    fn lists_cost_a_page_at_least_and_what_is_final_costs_nothing() {
        let tool = Tool::of::<shop::Client>("shop", "1.0.0");
        let job = |endpoint: &str, state, jobs| JobCount {
            endpoint: endpoint.to_owned(),
            state,
            jobs,
            pages: 0,
            items: 0,
            units: 0,
        };
        let of = |jobs| Price::of_status(&tool, &Status { jobs, ..Status::default() });
        let single = of(vec![job("/v1/user/by_id", State::Ready, 7), job("/v1/user/by_id", State::Done, 9)]);
        assert_eq!(single.most, Some(single.least));
        let lists = of(vec![job("/v1/orders/list", State::Claimed, 3)]);
        assert_eq!((lists.least, lists.most), (3, None));
        assert_eq!(lists.words(), "at least 3 units: 3 lists of orders/list × 1 unit for each page");
        assert_eq!(of(Vec::new()).words(), "0 units: no job is open");
    }
}
