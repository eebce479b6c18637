import { durationPattern } from "./duration.ts";
import { imageContentUri } from "./image-content-uri.ts";
import type { Json } from "./openapi-schemas.ts";
import type { Privileges } from "./resource.ts";
import { image } from "./resources/image.ts";
import { screenshotUriTemplate, screenshotWidth } from "./screenshot.ts";
import { largestScreen, recordFormats } from "./serial-record/record-query.ts";
import { serialRecordUri } from "./serial-record/serial-record-uri.ts";

interface Operation {
  readonly id: string;
  readonly privilege: Privileges;
  readonly answers: Json;
  readonly parameters?: readonly Json[];
  readonly requestBody?: Json;
}

/** What the service has at a URI of its own and is no resource, because it is no JSON. */
interface Attachment {
  readonly uri: string;
  /** Of the resource that tells of it. */
  readonly type: string;
  readonly operations: Readonly<Partial<Record<"get" | "patch", Operation>>>;
}

const inQuery = (name: string, description: string, schema: Json): Json => ({
  ...{ name, in: "query", description, schema },
});
const bytes: Json = { "application/octet-stream": {} };

const screenshot: Attachment = {
  uri: screenshotUriTemplate,
  type: "ComputerSystem",
  operations: {
    get: {
      id: "getScreenshot",
      privilege: "Login",
      answers: {
        200: { description: "The machine's screen", content: { "image/png": {} } },
        304: { description: "The screen shows what the ETag in If-None-Match stands for" },
      },
      parameters: [
        inQuery(screenshotWidth.name, "Pixels that the picture is to be wide at most", {
          ...{ type: "integer", minimum: screenshotWidth.narrowest, maximum: screenshotWidth.widest },
        }),
      ],
    },
  },
};

const time: Json = { type: "string", format: "date-time" };
const offset: Json = { type: "integer", minimum: 0 };
const cells: Json = { type: "integer", minimum: 1, maximum: largestScreen };

const serialRecord: Attachment = {
  uri: serialRecordUri,
  type: "LogService",
  operations: {
    get: {
      id: "getSerialRecord",
      privilege: "Login",
      answers: {
        200: {
          description: "What the serial line has put out",
          content: { "text/plain": {}, ...bytes, "application/x-asciicast": {} },
        },
      },
      parameters: [
        inQuery("format", "What it is wanted as", { type: "string", enum: [...recordFormats] }),
        inQuery("from", "The first byte, as an offset in the line", offset),
        inQuery("to", "The byte after the last", offset),
        inQuery("since", "What came at this time or later", time),
        inQuery("until", "What came before this time", time),
        inQuery("last", "What came in this time until now", { type: "string", pattern: durationPattern }),
        inQuery("times", "Whether each line of text begins with its time", { type: "boolean" }),
        inQuery("columns", "The width of the terminal that an asciicast is for", cells),
        inQuery("rows", "The height of that terminal", cells),
      ],
    },
  },
};

const standing: Json = {
  description: "Upload-Offset tells how many bytes have come, Upload-Length how many there will be",
};

const imageContent: Attachment = {
  uri: imageContentUri(image.uri),
  type: "QemuBmcImage",
  operations: {
    get: { id: "getImageContent", privilege: "ConfigureManager", answers: { 204: standing } },
    patch: {
      id: "sendImageContent",
      privilege: "ConfigureManager",
      answers: { 204: standing },
      parameters: [
        {
          ...{ name: "Upload-Offset", in: "header", required: true, schema: offset },
          description: "Where the part begins: where the upload stands",
        },
      ],
      requestBody: { required: true, content: bytes },
    },
  },
};

export const attachments: readonly Attachment[] = [screenshot, serialRecord, imageContent];
