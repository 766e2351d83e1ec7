//! The environment variables of a tool's own.

/// A variable. The name of the tool is before its own: `HIKER_SERVER`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Variable {
    pub(super) name: &'static str,
    pub(super) about: &'static str,
}

pub(super) const SERVER: Variable = Variable { name: "SERVER", about: "The base URL of the server" };
pub(super) const PROXY: Variable = Variable { name: "PROXY", about: "The URL of a proxy" };
pub(super) const BUDGET_PER_DAY: Variable =
    Variable { name: "BUDGET_PER_DAY", about: "The most units that all runs of a day (UTC) may spend" };
pub(super) const CONFIRM_ABOVE: Variable =
    Variable { name: "CONFIRM_ABOVE", about: "The units above which a run asks before it spends" };
pub(super) const STORE: Variable = Variable { name: "STORE", about: "The store of jobs for many workers" };
pub(super) const CONFIG: Variable = Variable { name: "CONFIG", about: "The configuration file" };

/// All of them, in the order of the help.
pub(super) const ALL: [Variable; 6] = [SERVER, PROXY, BUDGET_PER_DAY, CONFIRM_ABOVE, STORE, CONFIG];

impl Variable {
    /// The whole name, for a tool.
    pub(super) fn of(self, tool: &str) -> String {
        format!("{}_{}", tool.to_uppercase().replace('-', "_"), self.name)
    }
}
