//! The messages of a client, from its first request on.

use rmcp::RoleServer;
use rmcp::model::{ClientRequest, GetMeta as _, JsonRpcMessage, ProtocolVersion};
use rmcp::service::{RxJsonRpcMessage, TxJsonRpcMessage};
use rmcp::transport::Transport;

/// Passes messages on; until a session has begun, requests alone. Anything else would be nobody's by then, and the SDK ends at it.
pub(super) struct Opening<T> {
    messages: T,
    has_begun: bool,
}

impl<T> Opening<T> {
    pub(super) fn new(messages: T) -> Opening<T> {
        Opening { messages, has_begun: false }
    }
}

impl<T: Transport<RoleServer>> Transport<RoleServer> for Opening<T> {
    type Error = T::Error;

    fn send(
        &mut self,
        message: TxJsonRpcMessage<RoleServer>,
    ) -> impl Future<Output = Result<(), T::Error>> + Send + 'static {
        self.messages.send(message)
    }

    async fn receive(&mut self) -> Option<RxJsonRpcMessage<RoleServer>> {
        loop {
            let message = self.messages.receive().await?;
            if let JsonRpcMessage::Request(request) = &message {
                self.has_begun |= begins(&request.request);
                return Some(message);
            }
            if self.has_begun {
                return Some(message);
            }
        }
    }

    fn close(&mut self) -> impl Future<Output = Result<(), T::Error>> + Send {
        self.messages.close()
    }
}

/// Whether the SDK takes this request for the beginning of a session: a greeting, or from 2026-07-28 on one that tells by itself how
/// the client speaks.
fn begins(request: &ClientRequest) -> bool {
    match request {
        ClientRequest::InitializeRequest(_) => true,
        ClientRequest::PingRequest(_) | ClientRequest::DiscoverRequest(_) => false,
        other => {
            let told = other.get_meta();
            let is_whole = told.missing_required_keys(&ProtocolVersion::V_2026_07_28).is_empty();
            is_whole
                && told.protocol_version().is_some_and(|it| ProtocolVersion::KNOWN_VERSIONS.contains(&it))
        }
    }
}
