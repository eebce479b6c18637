import Type, { type TSchema } from "typebox";
import type { Endpoint } from "./endpoint.ts";
import type { Json } from "./representation.ts";
import type { Action, Resource } from "./resource.ts";

/** The type of the resources that tell which parameters an action takes. */
export const actionInfoType = "ActionInfo.v1_5_0.ActionInfo";

type DataType = "Boolean" | "Number" | "NumberArray" | "String" | "StringArray" | "Object" | "ObjectArray";

/** "ComputerSystem.Reset" → "ResetActionInfo" */
const idOf = (action: string): string => `${action.slice(action.indexOf(".") + 1)}ActionInfo`;

export const actionInfoUri = (resourceUri: string, action: string): string =>
  `${resourceUri}/${idOf(action)}`;

export const hasParameters = ({ schema }: Action): boolean => Object.keys(schema.properties).length > 0;

/** What a parameter is, as far as it is one thing: a union of constants is what each of them is. */
function scalarType(schema: TSchema): "Boolean" | "Number" | "String" | "Object" {
  if (Type.IsUnion(schema)) {
    const kind = schema.anyOf.find(each => !Type.IsNull(each));
    return kind ? scalarType(kind) : "String";
  }
  if (Type.IsBoolean(schema)) return "Boolean";
  if (Type.IsInteger(schema) || Type.IsNumber(schema)) return "Number";
  if (Type.IsLiteral(schema)) return typeof schema.const === "number" ? "Number" : "String";
  return Type.IsEnum(schema) || Type.IsString(schema) ? "String" : "Object";
}

function dataType(schema: TSchema): DataType {
  if (!Type.IsArray(schema)) return scalarType(schema);
  const kind = scalarType(schema.items);
  return kind === "Boolean" ? "ObjectArray" : `${kind}Array`;
}

/** The values of an enumeration, or of a union of numbers. */
function allowable(schema: TSchema): Json {
  if (Type.IsEnum(schema)) return { AllowableValues: schema.enum };
  if (!Type.IsUnion(schema)) return {};
  const values = schema.anyOf.map(each => (Type.IsLiteral(each) ? each.const : undefined));
  const numbers = values.filter(value => typeof value === "number").map(String);
  return numbers.length > 0 ? { AllowableNumbers: numbers } : {};
}

function limits(schema: TSchema): Json {
  const { minimum, maximum, pattern, minItems, maxItems } = schema as Record<string, unknown>;
  return {
    ...(minimum !== undefined && { MinimumValue: minimum }),
    ...(maximum !== undefined && { MaximumValue: maximum }),
    ...(pattern !== undefined && { AllowablePattern: pattern }),
    ...(minItems !== undefined && { ArraySizeMinimum: minItems }),
    ...(maxItems !== undefined && { ArraySizeMaximum: maxItems }),
  };
}

const parameters = ({ schema: { properties } }: Action): readonly Json[] =>
  Object.entries(properties).map(([Name, schema]) => ({
    ...{ Name, Required: !Type.IsOptional(schema), DataType: dataType(schema) },
    ...allowable(Type.IsArray(schema) ? schema.items : schema),
    ...limits(schema),
  }));

/** A resource of its own for each action with parameters, from what the action declares. */
export function actionInfoEndpoints(resource: Resource, exists: Endpoint["exists"]): readonly Endpoint[] {
  const withParameters = Object.entries(resource.actions ?? {}).filter(([, action]) => hasParameters(action));
  return withParameters.map(([name, action]) => {
    const uri = actionInfoUri(resource.uri, name);
    const id = idOf(name);
    const body = {
      "@odata.type": `#${actionInfoType}`,
      ...{ Id: id, Name: `${name} Action Info`, Parameters: parameters(action) },
    };
    return {
      ...{ uri, resourceUri: uri, type: actionInfoType, exists },
      operations: {
        GET: {
          name: "GET",
          privilege: ["Login"],
          answer: ({ request }) => ({
            status: 200,
            body: JSON.stringify({ "@odata.id": request.uri, ...body }),
          }),
        },
      },
    };
  });
}
