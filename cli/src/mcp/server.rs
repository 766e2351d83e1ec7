//! The server: what a client of MCP can ask for.

use std::sync::Arc;

use rmcp::model::{
    CallToolRequestParams, CallToolResponse, CallToolResult, Implementation, ListToolsResult, PaginatedRequestParams,
    ServerCapabilities, ServerConfig, Tool as McpTool, ToolAnnotations,
};
use rmcp::service::RequestContext;
use rmcp::{ErrorData, RoleServer, ServerHandler};
use serde_json::{Map, Value, json};

use super::answer;
use super::offer::Offered;
use super::session::Session;
use crate::terminal::Terminal;
use crate::tool::Tool;

/// The tool that says what was spent.
const SPENT: &str = "spent";

/// A server for one client.
pub(super) struct Server {
    config: ServerConfig,
    tools: Vec<McpTool>,
    offered: Vec<Offered>,
    session: Arc<Session>,
    terminal: Terminal,
}

impl Server {
    pub(super) fn new(tool: &Tool, offered: Vec<Offered>, session: Arc<Session>, terminal: Terminal) -> Self {
        let mut tools: Vec<McpTool> = offered.iter().map(|one| definition(tool, one, &offered)).collect();
        tools.push(spent());
        Self { config: config(tool, &session), tools, offered, session, terminal }
    }

    async fn call(&self, name: &str, arguments: Map<String, Value>) -> Option<CallToolResult> {
        if name == SPENT {
            return Some(answer::spent(self.session.budget()));
        }
        let offered = self.offered.iter().find(|offered| offered.name == name)?;
        let result = self.session.call(offered, arguments).await;
        let left = self.session.budget().remaining();
        let outcome = if result.is_error == Some(true) { "failed" } else { "done" };
        self.terminal.note(&format!("{name}: {outcome}, {left} units left"));
        Some(result)
    }
}

impl ServerHandler for Server {
    fn get_info(&self) -> ServerConfig {
        self.config.clone()
    }

    async fn list_tools(
        &self,
        _: Option<PaginatedRequestParams>,
        _: RequestContext<RoleServer>,
    ) -> Result<ListToolsResult, ErrorData> {
        Ok(ListToolsResult::with_all_items(self.tools.clone()))
    }

    async fn call_tool(
        &self,
        request: CallToolRequestParams,
        _: RequestContext<RoleServer>,
    ) -> Result<CallToolResponse, ErrorData> {
        let called = self.call(&request.name, request.arguments.unwrap_or_default()).await;
        let unknown = || ErrorData::invalid_params(format!("there is no tool `{}`", request.name.escape_debug()), None);
        called.map(CallToolResponse::from).ok_or_else(unknown)
    }
}

fn config(tool: &Tool, session: &Session) -> ServerConfig {
    let budget = session.budget().remaining();
    let instructions = format!(
        "{}\n\nThese tools only read. This session may spend {budget} units; the price of each call is in the description of \
         its tool, and the tool `{SPENT}` says what is left. A call that does not fit is refused, and costs nothing.",
        first_paragraph(tool.doc)
    );
    ServerConfig::new(ServerCapabilities::builder().enable_tools().build())
        .with_server_info(Implementation::new(tool.name, tool.version))
        .with_instructions(instructions)
}

/// What the service is. The rest is for programs that send requests themselves: headers and keys.
fn first_paragraph(doc: &str) -> &str {
    doc.trim().split("\n\n").next().unwrap_or_default()
}

/// The tool of an endpoint, as MCP describes it.
fn definition(tool: &Tool, offered: &Offered, all: &[Offered]) -> McpTool {
    let schema = offered.input_schema();
    McpTool::new(offered.name.clone(), offered.description(tool, all), schema).with_annotations(read_only())
}

fn spent() -> McpTool {
    let schema = json!({"type": "object", "properties": {}, "additionalProperties": false});
    let schema = schema.as_object().cloned().unwrap_or_default();
    let doc = "The units that this session has spent, and those that are left of its own budget (`--budget`, within the budget \
               of the day). Free.";
    McpTool::new(SPENT, doc, schema).with_annotations(read_only())
}

/// Programs around agents may call such a tool without asking their users.
fn read_only() -> ToolAnnotations {
    ToolAnnotations::new().read_only(true).destructive(false).open_world(true)
}
