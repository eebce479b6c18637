import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { secureBootVariables } from "../../server/qemu/uefi/secure-boot-variables.ts";
import { baseRegistry } from "../../server/redfish/registries/base.ts";
import { hardware } from "../support/hardware.ts";
import { machineVariables } from "../support/uefi-firmware.ts";
import { malformedRequest, type Operation, operations, type Schema } from "./malformed-requests.ts";
import { redfishService } from "./redfish-service.ts";

type Service = Awaited<ReturnType<typeof redfishService>>;
type Answer = Awaited<ReturnType<Service["get"]>>;

/** Another one tries others; a failure names the seed that it came with. */
const seed = Number(process.env.MALFORMED_INPUT_SEED ?? 20_251_123);
const numRuns = 40;

const documents = ["/redfish", "/redfish/v1/odata", "/redfish/v1/$metadata", "/redfish/v1/openapi.yaml"];
const ofDocuments = documents.map(path => ({ method: "GET", path }) as const);
const byPath = Map.groupBy([...operations(), ...ofDocuments], ({ path }) => path);

const folder = mkdtempSync(join(tmpdir(), "malformed-input-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Something at every place of which there may be none. */
async function furnished(): Promise<Service> {
  const variables = machineVariables(mkdtempSync(join(folder, "state-")));
  const service = await redfishService({ secureBootVariables: secureBootVariables(variables) });
  service.hypervisor.showHardware(hardware);
  await service.request("POST", "/redfish/v1/EventService/Subscriptions", {
    Destination: "http://127.0.0.1:1/events",
    Protocol: "Redfish",
  });
  await service.request("POST", "/redfish/v1/Managers/1/Oem/QemuBmc/Images", {
    FileName: "a.iso",
    SizeBytes: 4096,
  });
  service.sessions.create({ userName: "reader", role: "ReadOnly" }, "redfish", "127.0.0.1");
  return service;
}

/** The path with the Ids of the first resource that there is. */
async function filled(path: string, { get }: Service): Promise<string> {
  let uri = "";
  for (const segment of path.split("/").slice(1)) {
    if (segment.startsWith("{")) {
      const { Members = [] } = (await get(uri)).json();
      uri = Members[0]?.["@odata.id"] ?? `${uri}/none`;
    } else uri = `${uri}/${segment}`;
  }
  return uri;
}

/** What clients rely on, whatever they have sent. */
function requireRedfishAnswer({ statusCode, body, headers }: Answer, method: string): void {
  expect([...Array(500).keys(), 501, 503]).toContain(statusCode);
  if (statusCode < 400 || method === "HEAD") return;
  expect(headers).toMatchObject({
    "content-type": "application/json; charset=utf-8",
    "odata-version": "4.0",
  });
  const { error } = JSON.parse(body);
  expect(error.code).toMatch(/^\w+\.\d+\.\d+\.\w+$/);
  const [first] = error["@Message.ExtendedInfo"];
  expect(first.MessageId).toMatch(/^\w+\.\d+\.\d+\.\w+$/);
  expect(first).toMatchObject({ Message: expect.any(String), Resolution: expect.any(String) });
}

/** The part of the ETag that stands for what can be set: the rest changes by itself. */
const settings = ({ headers }: Answer): string => `${headers.etag}`.replace(/\..*/, "");

describe(`malformed requests (seed ${seed})`, () => {
  test.each([...byPath])(
    "%s answers each in Redfish's terms",
    async (path, each) => {
      await using service = await furnished();
      const uri = await filled(path, service);
      for (const operation of each) await answersAll(operation, uri, service);
    },
    30_000,
  );
});

async function answersAll(operation: Operation, uri: string, service: Service): Promise<void> {
  const { method, path } = operation;
  const asked = async (url: string, headers: Record<string, string>, payload: string | undefined) => {
    const answer = await service.request(method, url, payload, headers);
    requireRedfishAnswer(answer, method);
    return answer.statusCode;
  };
  await fc.assert(
    fc.asyncProperty(malformedRequest(operation), async ({ id, query, headers, payload }) => {
      const url = id === undefined ? uri : path.replaceAll(/\{\w+\}/g, () => id);
      const before = method === "PATCH" ? settings(await service.get(uri)) : "";
      const status = await asked(`${url}${query}`, headers, payload);
      if (method === "PATCH" && status >= 400) expect(settings(await service.get(uri))).toBe(before);
    }),
    { seed, numRuns },
  );
}

const wrongFor = (schema: Schema): readonly unknown[] => {
  if (schema.anyOf) return [];
  if (schema.enum) return ["no such choice", 1, [], {}, null];
  switch (schema.type) {
    case "string":
      return [1, true, [], {}];
    case "boolean":
      return ["true", 1, [], {}, null];
    case "integer":
    case "number":
      return ["1", true, [], {}];
    case "array":
      return ["a", 1, {}, null];
    case "object":
      return ["a", 1, [], null];
    default:
      return [];
  }
};

interface Leaf {
  readonly pointer: readonly string[];
  readonly schema: Schema;
}

/** Annotations are left out: a body of nothing else asks for nothing. */
const leavesOf = (schema: Schema, pointer: readonly string[] = []): readonly Leaf[] =>
  Object.entries(schema.properties ?? {})
    .filter(([name]) => !name.includes("@"))
    .flatMap(([name, property]) => [
      { pointer: [...pointer, name], schema: property },
      ...leavesOf(property, [...pointer, name]),
    ]);

const withBody = operations().filter(({ schema }) => Object.keys(schema?.properties ?? {}).length > 0);

describe("a value of the wrong type", () => {
  test.each(withBody.map(operation => [`${operation.method} ${operation.path}`, operation] as const))(
    "is named in the answer to %s",
    async (_, { method, path, schema = {} }) => {
      await using service = await furnished();
      const uri = await filled(path, service);
      for (const { pointer, schema: property } of leavesOf(schema)) {
        for (const wrong of wrongFor(property)) {
          const body = pointer.reduceRight<unknown>((inner, name) => ({ [name]: inner }), wrong);
          const answer = await service.request(method, uri, body as object);
          expect([pointer, wrong, answer.statusCode]).toEqual([pointer, wrong, 400]);
          const messages: { RelatedProperties?: string[]; MessageId: string; MessageArgs?: string[] }[] =
            answer.json().error["@Message.ExtendedInfo"];
          const fault = messages.find(each => each.RelatedProperties?.includes(`#/${pointer.join("/")}`));
          expect(fault?.MessageArgs).toContain(pointer.at(-1));
          expect(fault?.MessageId).toContain(baseRegistry);
        }
      }
    },
  );
});
