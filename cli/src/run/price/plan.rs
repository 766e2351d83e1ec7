//! What a run can cost, before anything is sent.

use crate::job::{ListOptions, MoneyOptions};
use crate::words::{count, grouped};

/// The units above which a run asks, where neither an option nor a setting says it.
pub(crate) const CONFIRM_ABOVE: u64 = 100;

/// What a run can send and cost.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Plan {
    /// The units of a request; `None` where the service has no prices.
    pub(crate) price: Option<u64>,
    pub(crate) inputs: Count,
    pub(crate) pages: Pages,
    /// The most units that the user permits.
    pub(crate) budget: Option<u64>,
    /// The units that are left of the budget of the day.
    pub(crate) left_today: Option<u64>,
}

/// How many inputs are left to fetch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Count {
    /// The job has no inputs: one request or one list; nothing, where an earlier run has done it.
    None {
        is_done: bool,
    },
    Known(u64),
    /// They come from a stream.
    Unknown,
}

/// The most pages of each input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Pages {
    /// What is requested has no pages.
    One,
    Most(u64),
    /// As many as items, where each page has one.
    Items(u64),
    Any,
}

impl Pages {
    pub(crate) fn of(list: &ListOptions) -> Self {
        match (list.max_pages, list.max_items) {
            (None, Some(items)) => Self::Items(items),
            (Some(pages), Some(items)) if items < pages => Self::Items(items),
            (Some(pages), _) => Self::Most(pages),
            (None, None) if list.all => Self::Any,
            (None, None) => Self::One,
        }
    }

    /// Returns the most pages; `None` where there is no bound.
    pub(crate) fn most(self) -> Option<u64> {
        match self {
            Self::One => Some(1),
            Self::Most(pages) => Some(pages),
            Self::Items(items) => Some(items),
            Self::Any => None,
        }
    }
}

impl Plan {
    /// Returns the most requests that succeed; `None` where there is no bound.
    pub(crate) fn requests(&self) -> Option<u64> {
        let inputs = match self.inputs {
            Count::None { is_done } => Some(u64::from(!is_done)),
            Count::Known(inputs) => Some(inputs),
            Count::Unknown => None,
        };
        match (inputs, self.pages.most()) {
            (Some(0), _) | (_, Some(0)) => Some(0),
            (inputs, pages) => Some(inputs?.saturating_mul(pages?)),
        }
    }

    /// Returns the most units, by the price and the budgets; `None` where there is no bound.
    pub(crate) fn units(&self) -> Option<u64> {
        let price = match self.price {
            None | Some(0) => Some(0),
            Some(price) => self.requests().map(|requests| requests.saturating_mul(price)),
        };
        [price, self.budget, self.left_today].into_iter().flatten().min()
    }

    /// Returns the units that the run may spend: no more than was confirmed. Where the user has confirmed it in advance, the
    /// budget of the day is not a part of it: a run can go on after midnight.
    pub(crate) fn permitted(&self, money: &MoneyOptions) -> u64 {
        let plan = if money.has_consent() { Self { left_today: None, ..*self } } else { *self };
        let units = match self.price {
            // Where a service has no prices, requests are counted.
            None => self.budget,
            Some(_) => plan.units(),
        };
        units.unwrap_or(u64::MAX)
    }

    /// Returns whether the price is high, or not known.
    pub(crate) fn is_high(&self, money: &MoneyOptions, setting: Option<u64>) -> bool {
        let above = money.confirm_above.or(setting).unwrap_or(CONFIRM_ABOVE);
        self.price.is_some() && self.units().is_none_or(|units| units > above)
    }

    /// Returns whether the user has to confirm the price.
    pub(crate) fn needs_consent(&self, money: &MoneyOptions, setting: Option<u64>) -> bool {
        !money.has_consent() && self.is_high(money, setting)
    }

    /// Returns the price in words: `up to 1,200 units: 400 inputs × 3 pages × 1 unit`.
    pub(crate) fn words(&self) -> String {
        let Some(price) = self.price else { return "no price".to_owned() };
        let inputs = match self.inputs {
            Count::None { is_done: true } => Some("nothing left to fetch".to_owned()),
            Count::None { is_done: false } => None,
            Count::Known(inputs) => Some(count(inputs, "input")),
            Count::Unknown => Some("any number of inputs".to_owned()),
        };
        let pages = match self.pages {
            Pages::One => None,
            Pages::Most(pages) => Some(count(pages, "page")),
            Pages::Items(items) => Some(format!("{}, if each has one item", count(items, "page"))),
            Pages::Any => Some("any number of pages".to_owned()),
        };
        let factors = [inputs, pages, Some(count(price, "unit"))];
        let factors: Vec<_> = factors.into_iter().flatten().collect();
        format!("{}{}: {}", self.bound(), self.cap(), factors.join(" × "))
    }

    /// The budget that bounds the price, in words.
    fn cap(&self) -> &'static str {
        match self.units() {
            _ if !self.can_stop() => "",
            units if units == self.left_today => ", which the budget of the day has left",
            _ => " by the budget",
        }
    }

    /// Returns whether a budget can be exhausted before all is fetched.
    pub(crate) fn can_stop(&self) -> bool {
        let without = Self { budget: None, left_today: None, ..*self }.units();
        self.units().is_some_and(|units| without.is_none_or(|without| units < without))
    }

    /// Returns the most units in words: `up to 1,200 units`.
    pub(crate) fn bound(&self) -> String {
        match self.units() {
            Some(units) => format!("up to {}", count(units, "unit")),
            None => "any number of units".to_owned(),
        }
    }

    /// Returns the most requests in words.
    pub(crate) fn requests_in_words(&self) -> String {
        self.requests().map_or_else(|| "any number".to_owned(), |requests| format!("at most {}", grouped(requests)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAN: Plan =
        Plan { price: Some(2), inputs: Count::Known(40), pages: Pages::Most(3), budget: None, left_today: None };

    #[test]
    fn a_price_is_inputs_by_pages_by_units() {
        assert_eq!(PLAN.words(), "up to 240 units: 40 inputs × 3 pages × 2 units");
        let one = Plan { inputs: Count::None { is_done: false }, pages: Pages::One, ..PLAN };
        assert_eq!(one.words(), "up to 2 units: 2 units");
        let all = Plan { pages: Pages::Any, ..PLAN };
        assert_eq!((all.units(), all.bound().as_str()), (None, "any number of units"));
        let streamed = Plan { inputs: Count::Unknown, ..PLAN };
        assert_eq!((streamed.requests(), streamed.requests_in_words().as_str()), (None, "any number"));
        let done = Plan { inputs: Count::Known(0), ..all };
        assert_eq!(done.units(), Some(0), "what is paid for costs nothing, whatever its length");
        assert_eq!(Plan { budget: Some(7), ..all }.units(), Some(7));
        let capped = Plan { budget: Some(7), ..PLAN };
        assert_eq!(capped.words(), "up to 7 units by the budget: 40 inputs × 3 pages × 2 units");
        let today = Plan { left_today: Some(5), ..capped };
        assert_eq!(today.words(), "up to 5 units, which the budget of the day has left: 40 inputs × 3 pages × 2 units");
        assert!(today.can_stop() && !PLAN.can_stop() && !Plan { budget: Some(240), ..PLAN }.can_stop());
        assert_eq!(Plan { budget: Some(700), ..PLAN }.units(), Some(240));
        assert_eq!(Plan { price: None, ..all }.units(), Some(0));
    }

    #[test]
    fn no_more_is_permitted_than_was_confirmed() {
        let money = MoneyOptions::default();
        let yes = MoneyOptions { yes: true, ..money };
        let all = Plan { pages: Pages::Any, ..PLAN };
        assert_eq!((PLAN.permitted(&money), PLAN.permitted(&yes)), (240, 240));
        assert_eq!((all.permitted(&yes), Plan { budget: Some(7), ..all }.permitted(&yes)), (u64::MAX, 7));
        let today = Plan { left_today: Some(5), ..all };
        assert_eq!((today.units(), today.permitted(&money), today.permitted(&yes)), (Some(5), 5, u64::MAX));
        let without_prices = Plan { price: None, ..PLAN };
        assert_eq!(without_prices.permitted(&money), u64::MAX);
        assert_eq!(Plan { budget: Some(3), ..without_prices }.permitted(&money), 3);
    }

    #[test]
    fn items_bound_pages_by_the_worst_case() {
        let pages = |max_pages, max_items| Pages::of(&ListOptions { max_pages, max_items, ..ListOptions::default() });
        assert_eq!(pages(None, None), Pages::One);
        assert_eq!(pages(None, Some(30)), Pages::Items(30));
        assert_eq!(pages(Some(3), Some(30)), Pages::Most(3));
        assert_eq!(pages(Some(30), Some(3)), Pages::Items(3));
        assert_eq!(Pages::of(&ListOptions { all: true, ..ListOptions::default() }), Pages::Any);
        let plan = Plan { pages: pages(None, Some(30)), ..PLAN };
        assert_eq!(plan.words(), "up to 2,400 units: 40 inputs × 30 pages, if each has one item × 2 units");
    }

    #[test]
    fn consent_is_a_budget_or_yes_or_a_low_price() {
        let money = MoneyOptions::default();
        assert!(PLAN.needs_consent(&money, None));
        assert!(!PLAN.needs_consent(&money, Some(240)));
        assert!(PLAN.needs_consent(&MoneyOptions { confirm_above: Some(239), ..money }, Some(240)));
        assert!(!PLAN.needs_consent(&MoneyOptions { yes: true, ..money }, None));
        assert!(!PLAN.needs_consent(&MoneyOptions { budget: Some(1000), ..money }, None));
        let all = Plan { pages: Pages::Any, ..PLAN };
        assert!(all.needs_consent(&MoneyOptions { confirm_above: Some(u64::MAX), ..money }, None));
        assert!(!Plan { price: None, ..all }.needs_consent(&money, None));
    }
}
