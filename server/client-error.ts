import type { ServerResponse } from "node:http";
import type { Socket } from "node:net";

/** RFC 9110 §15.6.2: a method that the server does not know. Node's parser stops at it before anybody can route it. */
const statuses: Readonly<Record<string, string>> = {
  HPE_INVALID_METHOD: "501 Not Implemented",
  HPE_HEADER_OVERFLOW: "431 Request Header Fields Too Large",
  ERR_HTTP_REQUEST_TIMEOUT: "408 Request Timeout",
};

/** Before TLS stands nothing can be said, not even that it takes too long. */
const isOfTls = /^ERR_(?:SSL|TLS)_/;

/** Answers what is no HTTP request that could be routed, and closes. */
export function answerClientError(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === "ECONNRESET" || !socket.writable) return;
  const answer = (socket as Socket & { _httpMessage?: ServerResponse })._httpMessage;
  // Half an answer is under way: a second one inside it would be taken for its body.
  if (answer?.headersSent || isOfTls.test(error.code ?? "")) {
    socket.destroy();
    return;
  }
  const status = statuses[error.code ?? ""] ?? "400 Bad Request";
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
