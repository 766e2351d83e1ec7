//! Consent to a price.

use std::io::{Write, stderr, stdin};

use super::plan::Plan;
use crate::failure::{Code, Failure};
use crate::job::MoneyOptions;
use crate::settings::Settings;
use crate::terminal::Terminal;

/// Says a price that is high or not known, and asks for consent where there is none. Refuses without a terminal.
pub(crate) fn confirm(
    plan: &Plan,
    money: &MoneyOptions,
    settings: &Settings,
    terminal: &Terminal,
) -> Result<(), Failure> {
    let words = plan.words();
    if !plan.needs_consent(money, settings.confirm_above) {
        if plan.is_high(money, settings.confirm_above) {
            terminal.note(&format!("can cost {words}"));
        }
        return Ok(());
    }
    ask(&words, &plan.bound(), terminal)
}

/// Asks for consent to spend units, after a price in words. Refuses without a terminal.
pub(crate) fn ask(words: &str, units: &str, terminal: &Terminal) -> Result<(), Failure> {
    if !(terminal.is_input && terminal.is_error) {
        let why = match terminal.is_error {
            true => "standard input is not a terminal on which to confirm it",
            false => "there is no terminal to confirm it",
        };
        return Err(refused(&format!("the run can cost {words}, and {why}")));
    }
    let mut answer = String::new();
    let asked = write!(stderr(), "{words}\nSpend {units}? [y/N] ");
    let read = asked.and_then(|()| stdin().read_line(&mut answer));
    read.map_err(|error| Failure::io("cannot read the answer", &error))?;
    match answer.trim().to_ascii_lowercase().as_str() {
        "y" | "yes" => Ok(()),
        _ => Err(refused("the price was not confirmed")),
    }
}

fn refused(why: &str) -> Failure {
    let message =
        format!("{why}; nothing was sent: pass `--yes` to confirm it, or `--budget N` to spend at most N units");
    Failure::new(Code::Budget, message)
}
