//! The same answers for agents: a server of the Model Context Protocol on the standard input and output. The only place that
//! names `rmcp` and `tokio`.
//!
//! Answers are made by `app`, and written by `render` as the JSON contract and, beside it, as Markdown with citations; here it
//! is only said what may be asked, and how much of an answer one reply holds. Nothing is written but replies: what a person
//! has to know goes to the [log](Source::log).
//!
//! | file | |
//! |---|---|
//! | `source` | what is asked, and how it is told |
//! | `asking` | the thread that keeps the library open, and opens it again when its notes have changed |
//! | `desk` | what an answer is made with |
//! | `handler` | what the protocol asks, and who answers |
//! | `tools` | a row for each tool: its arguments, and whom of `app` it asks |
//! | `page` | as much of an answer as a budget of characters allows |
//! | `bookmarks` | what a cursor stands for |
//! | `notes` | notes as resources |
//! | `prompts` | what to tell a model so that it answers with citations |
//! | `opening` | the messages of a client, from its first request on |

mod asking;
mod bookmarks;
mod desk;
mod handler;
mod notes;
mod opening;
mod page;
mod prompts;
mod source;
mod tools;

use std::sync::mpsc;
use std::thread;

use anyhow::Context as _;
use rmcp::service::ServerInitializeError;
use rmcp::transport::async_rw::AsyncRwTransport;

use handler::Handler;
use opening::Opening;

pub use source::{Source, Voice};

/// Answers on the standard output what is asked on the standard input, until that is closed.
///
/// # Errors
/// If the threads can't be started, or the client can't be understood from the beginning.
pub fn serve(source: Source) -> anyhow::Result<()> {
    let (requests, asked) = mpsc::channel();
    let handler = Handler::new(&source, requests);
    thread::Builder::new()
        .name("library".to_owned())
        .spawn(move || asking::answer_all(&source, &asked))
        .context("cannot start a thread for the library")?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .context("cannot start the server")?;
    let served = runtime.block_on(async {
        let (input, output) = rmcp::transport::stdio();
        let transport = Opening::new(AsyncRwTransport::new_server(input, output));
        match rmcp::serve_server(handler, transport).await {
            Ok(running) => running.waiting().await.map(drop).context("the server failed"),
            // A client that asks for nothing is no failure.
            Err(ServerInitializeError::ConnectionClosed(_)) => Ok(()),
            Err(error) => Err(error).context("cannot agree with the client on how to speak"),
        }
    });
    // A read that waits for input would hold the end up.
    runtime.shutdown_background();
    served
}
