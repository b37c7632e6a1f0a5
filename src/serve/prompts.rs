//! What to tell a model so that it answers with citations: a text for each language, below `data/prompts`.

use rmcp::ErrorData;
use rmcp::model::{
    GetPromptRequestParams, GetPromptResult, ListPromptsResult, Prompt, PromptArgument, PromptMessage, Role,
};

/// The argument that stands in the text.
const QUESTION: &str = "question";
/// Where it stands.
const HOLE: &str = "{question}";
/// The longest question, in characters.
const LONGEST: usize = 20_000;

/// A prompt. Its words are in the language that it is for, whatever language the server speaks.
struct Row {
    name: &'static str,
    title: &'static str,
    says: &'static str,
    asks: &'static str,
    text: &'static str,
}

const PROMPTS: [Row; 2] = [
    Row {
        name: "answer-with-citations",
        title: "Answer with citations",
        says: "Answer a question from the notes, with a citation for each claim",
        asks: "The question",
        text: include_str!("../../data/prompts/answer-with-citations.en.md"),
    },
    Row {
        name: "answer-with-citations-zh",
        title: "带出处回答",
        says: "根据笔记回答问题，每个论断都注明出处",
        asks: "问题",
        text: include_str!("../../data/prompts/answer-with-citations.zh.md"),
    },
];

/// The prompts as a client lists them.
pub(super) fn list() -> ListPromptsResult {
    let prompt = |row: &Row| {
        let question = PromptArgument::new(QUESTION).with_description(row.asks).with_required(true);
        Prompt::new(row.name, Some(row.says), Some(vec![question])).with_title(row.title)
    };
    ListPromptsResult::with_all_items(PROMPTS.iter().map(prompt).collect())
}

/// A prompt with its question.
pub(super) fn get(wanted: &GetPromptRequestParams) -> Result<GetPromptResult, ErrorData> {
    let wrong = |message: String| ErrorData::invalid_params(message, None);
    let names = || PROMPTS.map(|row| row.name).join(", ");
    let row = PROMPTS.iter().find(|row| row.name == wanted.name);
    let row = row.ok_or_else(|| wrong(format!("there is no such prompt; there are: {}", names())))?;
    let given = wanted.arguments.iter().flatten();
    let mut question = None;
    for (name, value) in given {
        match (name.as_str(), value.as_str()) {
            (QUESTION, Some(text)) => question = Some(text.trim()).filter(|text| !text.is_empty()),
            (QUESTION, None) => return Err(wrong(format!("`{QUESTION}` must be a string"))),
            _ => return Err(wrong(format!("a prompt has one argument, `{QUESTION}`"))),
        }
    }
    let question = question.ok_or_else(|| wrong(format!("`{QUESTION}` is needed")))?;
    if question.chars().nth(LONGEST).is_some() {
        return Err(wrong(format!("`{QUESTION}` may have {LONGEST} characters")));
    }
    let text = row.text.trim().replacen(HOLE, question, 1);
    let message = PromptMessage::new_text(Role::User, text);
    Ok(GetPromptResult::new(vec![message]).with_description(row.says))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::serve::tools::Tool;

    #[test]
    fn each_prompt_has_one_hole_and_names_tools_that_there_are() {
        for row in &PROMPTS {
            assert_eq!(row.text.matches(HOLE).count(), 1, "{}", row.name);
            let tools: Vec<&str> =
                row.text.split('`').skip(1).step_by(2).filter(|word| Tool::named(word).is_some()).collect();
            assert!(tools.contains(&"search") && tools.contains(&"show"), "{}: {tools:?}", row.name);
        }
    }
}
