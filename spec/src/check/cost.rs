//! What a request costs, and on which parameters it depends.

use std::collections::BTreeMap;

use super::context::Context;
use super::inputs::Inputs;
use super::names::{entries, is_written};
use crate::model::{Cost, More, Param, Type};
use crate::problem::Problem;
use crate::problems::Problems;
use crate::scalar::Scalar;
use crate::yaml::{Entry, Node};

pub(super) fn cost(acc: &mut Problems, context: &Context<'_>, inputs: &Inputs<'_>, entry: Option<&Entry>) -> Cost {
    let Some(entry) = entry else { return Cost::of(context.default_units) };
    if !context.has_cost {
        acc.add(entry.key.span, Problem::CostWithoutPrice);
    }
    let node = &entry.value;
    let params = Params { by_name: inputs.of_url().map(|param| (param.wire.as_str(), param)).collect(), inputs };
    Cost {
        units: node.get("units").unwrap_or(node).count().unwrap_or_default(),
        when: when(acc, &params, node.get("when")),
        more: node.get("more").and_then(|node| more(acc, &params, node)),
        is_estimate: node.get("estimate").and_then(Node::flag).unwrap_or_default(),
    }
}

/// The parameters on which a price can depend: those of the URL.
struct Params<'a> {
    by_name: BTreeMap<&'a str, &'a Param>,
    inputs: &'a Inputs<'a>,
}

impl<'a> Params<'a> {
    /// The parameter of that name. One that has problems of its own is not reported again.
    fn find(&self, acc: &mut Problems, name: &str, node: &Node) -> Option<&'a Param> {
        let found = self.by_name.get(name).copied();
        if found.is_none() && !is_written(self.inputs.section, name) {
            let proposal = acc.proposal(name, self.by_name.keys().copied());
            acc.add(node.span, Problem::UnknownCostParam { name: name.to_owned(), proposal });
        }
        found
    }
}

/// The exceptions while a flag is true.
fn when(acc: &mut Problems, params: &Params<'_>, section: Option<&Node>) -> Vec<(String, u32)> {
    let mut when = Vec::new();
    for entry in entries(section) {
        let name = entry.key.literal();
        match params.find(acc, &name, &entry.key) {
            Some(param) if param.ty == Type::Scalar(Scalar::Boolean) => {
                when.push((name, entry.value.count().unwrap_or_default()));
            }
            Some(_) => acc.add(entry.key.span, Problem::CostParamNotFlag { name }),
            None => {}
        }
    }
    when
}

/// What each further step of an amount costs. The amount is known before a request is sent: it is an argument, or it has a
/// default.
fn more(acc: &mut Problems, params: &Params<'_>, node: &Node) -> Option<More> {
    let every = node.get("every").and_then(|every| Some((every.count()?, every.span)));
    if let Some((0, span)) = every {
        acc.add(span, Problem::BadLimit { what: "every" });
    }
    let of = node.get("of")?;
    let name = of.filled()?;
    let param = params.find(acc, name, of)?;
    if param.ty != Type::Scalar(Scalar::Integer) {
        acc.add(of.span, Problem::CostParamNotNumber { name: name.to_owned() });
        return None;
    }
    if !param.required && param.default.is_none() {
        acc.add(of.span, Problem::CostParamUnknown { name: name.to_owned() });
    }
    Some(More {
        units: node.get("units").and_then(Node::count).unwrap_or(1),
        every: every?.0,
        of: name.to_owned(),
        default: param.default.as_ref().and_then(|default| default.parse().ok()).unwrap_or_default(),
    })
}
