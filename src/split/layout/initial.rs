//! Large initials, joined with the line that they begin.

use super::line::Line;

/// An initial is so much larger than the body's type, at least.
const INITIAL: f32 = 1.6;

/// More are no initials.
const MOST_OF_A_PAGE: usize = 100;

/// The lines, initials put before the first line that stands beside each.
pub(super) fn join(mut lines: Vec<Line>, body: f32) -> Vec<Line> {
    let initials: Vec<Line> = lines.iter().filter(|line| is_initial(line, body)).cloned().collect();
    for initial in initials.into_iter().take(MOST_OF_A_PAGE) {
        let beside = lines.iter().position(|line| stands_beside(line, &initial));
        if let Some(line) = beside.and_then(|at| lines.get_mut(at)) {
            line.text.insert_str(0, &initial.text);
            line.left = initial.left;
            lines.retain(|line| *line != initial);
        }
    }
    lines
}

fn is_initial(line: &Line, body: f32) -> bool {
    let letters = line.text.chars().filter(|c| c.is_alphabetic()).count();
    line.size >= INITIAL * body && letters == 1 && line.text.chars().count() <= 2
}

/// Whether a line, the lines being in order from the top, is the first that an initial stands beside.
fn stands_beside(line: &Line, initial: &Line) -> bool {
    let gap = line.left - initial.right;
    let within = initial.top() - 0.5 * line.size <= line.base && line.base <= initial.base + 0.5 * line.size;
    line.size < initial.size && within && gap > -line.size && gap < 1.5 * line.size
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str, left: f32, right: f32, base: f32, size: f32) -> Line {
        Line { text: text.into(), left, right, base, size, bold: false, italic: false }
    }

    #[test]
    fn an_initial_begins_its_line() {
        let lines = vec![
            line("hiều 29/12, mưa lớn", 40.0, 150.0, 100.0, 10.0),
            line("C", 20.0, 38.0, 112.0, 30.0),
            line("trên sông Lam.", 40.0, 150.0, 112.0, 10.0),
        ];
        let joined: Vec<String> = join(lines, 10.0).into_iter().map(|line| line.text).collect();
        assert_eq!(joined, ["Chiều 29/12, mưa lớn", "trên sông Lam."]);
    }
}
