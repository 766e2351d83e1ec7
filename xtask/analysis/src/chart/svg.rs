//! Horizontal bars as SVG, in the colors of a light or a dark page.

use std::fmt::Write;

use super::bars::{Chart, Figure, Group};

const WIDTH: f64 = 760.0;
/// Where the bars begin, after the names.
const LEFT: f64 = 290.0;
/// The longest bar: the space after it is for its figure.
const LONGEST: f64 = WIDTH - LEFT - 70.0;
const BAR: f64 = 14.0;
/// Between the bars of two rows.
const GAP: f64 = 10.0;
/// Above the first bar: title, unit, legend.
const TOP: f64 = 84.0;
/// The average width of a character of the legend.
const CHARACTER: f64 = 7.2;

const STYLE: &str = "\
text { font: 13px system-ui, -apple-system, 'Segoe UI', sans-serif; fill: #1f2328; }
.title { font-size: 16px; font-weight: 600; }
.unit, .figure { fill: #59636e; }
.figure { font-size: 12px; }
.name { text-anchor: end; }
.mark { stroke: #59636e; stroke-dasharray: 4 3; }
.s0 { fill: #0969da; } .s1 { fill: #a0a8b2; } .s2 { fill: #bf8700; } .s3 { fill: #8250df; }
@media (prefers-color-scheme: dark) {
  text { fill: #f0f6fc; }
  .unit, .figure { fill: #9198a1; }
  .mark { stroke: #9198a1; }
  .s0 { fill: #4493f8; } .s1 { fill: #656c76; } .s2 { fill: #d29922; } .s3 { fill: #ab7df8; }
}
";

pub(super) fn draw(chart: &Chart<'_>, groups: &[Group]) -> String {
    let bars = |group: &Group| group.figures.iter().flatten().count();
    let heights: f64 = groups.iter().map(|group| bars(group) as f64 * BAR + GAP).sum();
    let height = TOP + heights + 4.0;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" width=\"{WIDTH}\" height=\"{height}\" \
         role=\"img\">\n<title>{}</title>\n<style>\n{STYLE}</style>\n",
        escaped(chart.title)
    );
    text(&mut svg, "title", (0.0, 18.0), chart.title);
    text(&mut svg, "unit", (0.0, 38.0), chart.unit);
    legend(&mut svg, chart);
    let figures = groups.iter().flat_map(|group| &group.figures).flatten();
    let most = figures.map(|figure| figure.value).fold(chart.mark.unwrap_or(0.0), f64::max);
    let scale = |value: f64| if most > 0.0 { value / most * LONGEST } else { 0.0 };
    let mut y = TOP;
    for group in groups {
        let middle = y + bars(group) as f64 * BAR / 2.0 + 4.5;
        text(&mut svg, "name", (LEFT - 8.0, middle), &group.name);
        for (series, figure) in group.figures.iter().enumerate() {
            let Some(figure) = figure else { continue };
            bar(&mut svg, series, y, (scale(figure.value), figure));
            y += BAR;
        }
        y += GAP;
    }
    if let Some(mark) = chart.mark {
        let x = LEFT + scale(mark);
        // Writing to a text cannot fail, here and below.
        writeln!(
            svg,
            "<line class=\"mark\" x1=\"{x:.1}\" x2=\"{x:.1}\" y1=\"{}\" y2=\"{}\"/>",
            TOP - 6.0,
            height - 8.0
        )
        .ok();
    }
    svg.push_str("</svg>\n");
    svg
}

fn legend(svg: &mut String, chart: &Chart<'_>) {
    let mut x = 0.0;
    for (series, (_, name)) in chart.series.iter().enumerate() {
        writeln!(svg, "<rect class=\"s{series}\" x=\"{x:.1}\" y=\"53\" width=\"12\" height=\"12\" rx=\"2\"/>").ok();
        text(svg, "legend", (x + 18.0, 64.0), name);
        x += 18.0 + name.chars().count() as f64 * CHARACTER + 20.0;
    }
}

fn bar(svg: &mut String, series: usize, y: f64, (width, figure): (f64, &Figure)) {
    let height = BAR - 2.0;
    writeln!(
        svg,
        "<rect class=\"s{series}\" x=\"{LEFT}\" y=\"{y}\" width=\"{width:.1}\" height=\"{height}\" rx=\"2\"/>"
    )
    .ok();
    text(svg, "figure", (LEFT + width + 6.0, y + 10.5), &figure.written);
}

fn text(svg: &mut String, class: &str, (x, y): (f64, f64), text: &str) {
    writeln!(svg, "<text class=\"{class}\" x=\"{x:.1}\" y=\"{y:.1}\">{}</text>", escaped(text)).ok();
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
