import { address } from "../app/address.ts";
import { RedfishFailure, refusal } from "./client.ts";
import { multipartPushUri } from "./machine-resources.ts";

export interface FilePush {
  readonly file: File;
  /** The resource that the file is for. */
  readonly target: string;
  readonly csrfToken: string;
  /** Gets how much of the file is sent, 0 to 1. */
  readonly onProgress: (share: number) => void;
  readonly signal: AbortSignal;
}

/**
 * Sends a file to the update service. What the service makes of it is a task of its own.
 * @throws RedfishFailure; its status is 0 when it was aborted or there was no answer
 */
export function pushFile({ file, target, csrfToken, onProgress, signal }: FilePush): Promise<void> {
  const form = new FormData();
  const parameters = JSON.stringify({ Targets: [`/${target}`] });
  form.append("UpdateParameters", new Blob([parameters], { type: "application/json" }));
  form.append("UpdateFile", file);
  // Only XMLHttpRequest tells how far an upload has come.
  const request = new XMLHttpRequest();
  return new Promise((resolve, reject) => {
    const fail = (text: string) => (): void => reject(new RedfishFailure(0, [{ text }]));
    request.upload.onprogress = ({ loaded, total }) => onProgress(total === 0 ? 1 : loaded / total);
    request.onload = () => {
      if (request.status < 300) resolve();
      else reject(refusal(request.status, request.responseText));
    };
    request.onerror = fail("The BMC does not answer.");
    request.onabort = fail("It was cancelled.");
    signal.addEventListener("abort", () => request.abort());
    request.open("POST", address(multipartPushUri));
    request.setRequestHeader("X-CSRF-Token", csrfToken);
    request.send(form);
  });
}
