/** A message of a DMTF registry. `%1` … `%n` in `message` stand for its arguments. */
export interface MessageDefinition {
  readonly args: 0 | 1 | 2 | 3 | 4;
  readonly severity: "OK" | "Warning" | "Critical";
  readonly message: string;
  readonly resolution: string;
}

/** The registry's name as a MessageId begins: prefix, major and minor version (DSP0266, "MessageId format"). */
export const baseRegistry = "Base.1.22";
export const baseVersion = "1.22.1";

/** The messages of the Base registry that this service uses. */
export const base = {
  AccessUnauthorized: {
    args: 0,
    severity: "Critical",
    message: "Unauthorized.",
    resolution: "Resubmit the request with valid credentials.",
  },
  ActionNotSupported: {
    args: 1,
    severity: "Critical",
    message: "The action %1 is not supported by the resource.",
    resolution: "Check the Actions property in the resource for the supported actions.",
  },
  ActionParameterMissing: {
    args: 2,
    severity: "Critical",
    message: "The action %1 requires the parameter %2 to be present in the request body.",
    resolution:
      "Supply the action with the required parameter in the request body when the request is resubmitted.",
  },
  ActionParameterUnknown: {
    args: 2,
    severity: "Warning",
    message: "The action %1 was submitted with the invalid parameter %2.",
    resolution: "Correct the invalid action parameter and resubmit the request if the operation failed.",
  },
  ActionParameterValueError: {
    args: 2,
    severity: "Warning",
    message: "The value for the parameter %1 in the action %2 is invalid.",
    resolution:
      "Correct the value for the parameter in the request body and resubmit the request if the operation failed.",
  },
  ActionParameterValueFormatError: {
    args: 3,
    severity: "Warning",
    message:
      "The value '%1' for the parameter %2 in the action %3 is not a format that the parameter can accept.",
    resolution:
      "Correct the value for the parameter in the request body and resubmit the request if the operation failed.",
  },
  ActionParameterValueNotInList: {
    args: 3,
    severity: "Warning",
    message: "The value '%1' for the parameter %2 in the action %3 is not in the list of acceptable values.",
    resolution:
      "Choose a value from the enumeration list that the implementation can support and resubmit the request if the operation failed.",
  },
  ActionParameterValueOutOfRange: {
    args: 3,
    severity: "Warning",
    message:
      "The value '%1' for the parameter %2 in the action %3 is not in the supported range of acceptable values.",
    resolution:
      "Correct the value for the parameter in the request body and resubmit the request if the operation failed.",
  },
  ActionParameterValueTypeError: {
    args: 3,
    severity: "Warning",
    message:
      "The value '%1' for the parameter %2 in the action %3 is not a type that the parameter can accept.",
    resolution:
      "Correct the value for the parameter in the request body and resubmit the request if the operation failed.",
  },
  CouldNotEstablishConnection: {
    args: 1,
    severity: "Critical",
    message: "The service failed to establish a connection with the URI '%1'.",
    resolution:
      "Ensure that the URI contains a valid and reachable node name, protocol information, and other URI components.",
  },
  CreateLimitReachedForResource: {
    args: 0,
    severity: "Critical",
    message: "The create operation failed because the resource has reached the limit of possible resources.",
    resolution:
      "Either delete resources and resubmit the request if the operation failed or do not resubmit the request.",
  },
  EventSubscriptionLimitExceeded: {
    args: 0,
    severity: "Critical",
    message:
      "The event subscription failed due to the number of simultaneous subscriptions exceeding the limit of the implementation.",
    resolution:
      "Reduce the number of other subscriptions before trying to establish the event subscription or increase the limit of simultaneous subscriptions, if supported.",
  },
  GeneralError: {
    args: 0,
    severity: "Critical",
    message:
      "A general error has occurred.  See Resolution for information on how to resolve the error, or @Message.ExtendedInfo if Resolution is not provided.",
    resolution: "None.",
  },
  HeaderInvalid: {
    args: 1,
    severity: "Critical",
    message: "Header '%1' is invalid.",
    resolution: "Resubmit the request with a valid request header.",
  },
  InsufficientPrivilege: {
    args: 0,
    severity: "Critical",
    message:
      "There are insufficient privileges for the account or credentials associated with the current session to perform the requested operation.",
    resolution:
      "Either abandon the operation or change the associated access rights and resubmit the request if the operation failed.",
  },
  InsufficientStorage: {
    args: 0,
    severity: "Critical",
    message: "Insufficient storage or memory available to complete the request.",
    resolution: "Increase the free storage space available to the service and resubmit the request.",
  },
  InternalError: {
    args: 0,
    severity: "Critical",
    message: "The request failed due to an internal service error.  The service is still operational.",
    resolution: "Resubmit the request.  If the problem persists, consider resetting the service.",
  },
  MalformedJSON: {
    args: 0,
    severity: "Critical",
    message:
      "The request body submitted was malformed JSON and could not be parsed by the receiving service.",
    resolution: "Ensure that the request body is valid JSON and resubmit the request.",
  },
  MaximumErrorsExceeded: {
    args: 0,
    severity: "Critical",
    message: "Too many errors have occurred to report them all.",
    resolution: "Resolve other reported errors and retry the current operation.",
  },
  NoOperation: {
    args: 0,
    severity: "Warning",
    message:
      "The request body submitted contain no data to act upon and no changes to the resource took place.",
    resolution: "Add properties in the JSON object and resubmit the request.",
  },
  NoValidSession: {
    args: 0,
    severity: "Critical",
    message: "There is no valid session established with the implementation.",
    resolution: "Establish a session before attempting any operations.",
  },
  OperationNotAllowed: {
    args: 0,
    severity: "Critical",
    message: "The HTTP method is not allowed on this resource.",
    resolution: "None.",
  },
  OperationTimeout: {
    args: 0,
    severity: "Warning",
    message:
      "A timeout internal to the service occurred as part of the request.  Partial results may have been returned.",
    resolution: "Resubmit the request.  If the problem persists, consider resetting the service or provider.",
  },
  OperationFailed: {
    args: 0,
    severity: "Warning",
    message:
      "An error occurred internal to the service as part of the overall request.  Partial results may have been returned.",
    resolution: "Resubmit the request.  If the problem persists, consider resetting the service or provider.",
  },
  PasswordChangeRequired: {
    args: 1,
    severity: "Critical",
    message:
      "The password provided for this account must be changed before access is granted.  PATCH the Password property for this account located at the target URI '%1' to complete this process.",
    resolution:
      "Change the password for this account using a PATCH to the Password property at the URI provided.",
  },
  PayloadTooLarge: {
    args: 0,
    severity: "Critical",
    message: "The supplied payload exceeds the maximum size supported by the service.",
    resolution: "Check that the supplied payload is correct and supported by this service.",
  },
  PreconditionFailed: {
    args: 0,
    severity: "Critical",
    message: "The ETag supplied did not match the ETag required to change this resource.",
    resolution: "Try the operation again using the appropriate ETag.",
  },
  PropertyMissing: {
    args: 1,
    severity: "Warning",
    message: "The property %1 is a required property and must be included in the request.",
    resolution:
      "Ensure that the property is in the request body and has a valid value and resubmit the request if the operation failed.",
  },
  PropertyNotWritable: {
    args: 1,
    severity: "Warning",
    message: "The property %1 is a read-only property and cannot be assigned a value.",
    resolution: "Remove the property from the request body and resubmit the request if the operation failed.",
  },
  PropertyUnknown: {
    args: 1,
    severity: "Warning",
    message: "The property %1 is not in the list of valid properties for the resource.",
    resolution:
      "Remove the unknown property from the request body and resubmit the request if the operation failed.",
  },
  PropertyValueConflict: {
    args: 2,
    severity: "Warning",
    message:
      "The property '%1' could not be written because its value would conflict with the value of the '%2' property.",
    resolution: "None.",
  },
  PropertyValueError: {
    args: 1,
    severity: "Warning",
    message: "The value provided for the property %1 is not valid.",
    resolution:
      "Correct the value for the property in the request body and resubmit the request if the operation failed.",
  },
  PropertyValueFormatError: {
    args: 2,
    severity: "Warning",
    message: "The value '%1' for the property %2 is not a format that the property can accept.",
    resolution:
      "Correct the value for the property in the request body and resubmit the request if the operation failed.",
  },
  PropertyValueNotInList: {
    args: 2,
    severity: "Warning",
    message: "The value '%1' for the property %2 is not in the list of acceptable values.",
    resolution:
      "Choose a value from the enumeration list that the implementation can support and resubmit the request if the operation failed.",
  },
  PropertyValueOutOfRange: {
    args: 2,
    severity: "Warning",
    message: "The value '%1' for the property %2 is not in the supported range of acceptable values.",
    resolution:
      "Correct the value for the property in the request body and resubmit the request if the operation failed.",
  },
  PropertyValueResourceConflict: {
    args: 3,
    severity: "Warning",
    message:
      "The property '%1' with the requested value of '%2' could not be written because the value conflicts with the state or configuration of the resource at '%3'.",
    resolution: "None.",
  },
  PropertyValueTypeError: {
    args: 2,
    severity: "Warning",
    message: "The value '%1' for the property %2 is not a type that the property can accept.",
    resolution:
      "Correct the value for the property in the request body and resubmit the request if the operation failed.",
  },
  QueryCombinationInvalid: {
    args: 0,
    severity: "Warning",
    message: "Two or more query parameters in the request cannot be used together.",
    resolution:
      "Remove one or more of the query parameters and resubmit the request if the operation failed.",
  },
  QueryNotSupportedOnOperation: {
    args: 0,
    severity: "Warning",
    message: "Querying is not supported with the requested operation.",
    resolution: "Remove the query parameters and resubmit the request if the operation failed.",
  },
  QueryNotSupportedOnResource: {
    args: 0,
    severity: "Warning",
    message: "Querying is not supported on the requested resource.",
    resolution: "Remove the query parameters and resubmit the request if the operation failed.",
  },
  QueryParameterOutOfRange: {
    args: 3,
    severity: "Warning",
    message: "The value '%1' for the query parameter %2 is out of range %3.",
    resolution:
      "Reduce the value for the query parameter to a value that is within range, such as a start or count value that is within bounds of the number of resources in a collection or a page number that is within the range of valid pages.",
  },
  QueryParameterValueFormatError: {
    args: 2,
    severity: "Warning",
    message: "The value '%1' for the parameter %2 is not a format that the parameter can accept.",
    resolution:
      "Correct the value for the query parameter in the request and resubmit the request if the operation failed.",
  },
  QueryParameterValueTypeError: {
    args: 2,
    severity: "Warning",
    message: "The value '%1' for the query parameter %2 is not a type that the parameter can accept.",
    resolution:
      "Correct the value for the query parameter in the request and resubmit the request if the operation failed.",
  },
  QueryParameterUnsupported: {
    args: 1,
    severity: "Warning",
    message: "Query parameter '%1' is not supported.",
    resolution: "Correct or remove the query parameter and resubmit the request.",
  },
  ResourceAlreadyExists: {
    args: 3,
    severity: "Critical",
    message: "The requested resource of type %1 with the property %2 with the value '%3' already exists.",
    resolution: "Do not repeat the create operation as the resource was already created.",
  },
  ResourceAtUriInUnknownFormat: {
    args: 1,
    severity: "Critical",
    message: "The resource at '%1' is in a format not recognized by the service.",
    resolution: "Place an image or resource or file that is recognized by the service at the URI.",
  },
  ResourceAtUriUnauthorized: {
    args: 2,
    severity: "Critical",
    message: "While accessing the resource at '%1', the service received an authorization error '%2'.",
    resolution:
      "Ensure that the appropriate access is provided for the service in order for it to access the URI.",
  },
  ResourceCannotBeDeleted: {
    args: 0,
    severity: "Critical",
    message: "The delete request failed because the resource requested cannot be deleted.",
    resolution: "Do not attempt to delete a non-deletable resource.",
  },
  ResourceInStandby: {
    args: 0,
    severity: "Critical",
    message: "The request could not be performed because the resource is in standby.",
    resolution: "Ensure that the resource is in the correct power state and resubmit the request.",
  },
  ResourceInUse: {
    args: 0,
    severity: "Warning",
    message: "The change to the requested resource failed because the resource is in use or in transition.",
    resolution: "Remove the condition and resubmit the request if the operation failed.",
  },
  ResourceMissingAtURI: {
    args: 1,
    severity: "Critical",
    message: "The resource at the URI '%1' was not found.",
    resolution: "Place a valid resource at the URI or correct the URI and resubmit the request.",
  },
  ServiceTemporarilyUnavailable: {
    args: 1,
    severity: "Critical",
    message: "The service is temporarily unavailable.  Retry in %1 seconds.",
    resolution: "Wait for the indicated retry duration and retry the operation.",
  },
  UnrecognizedRequestBody: {
    args: 0,
    severity: "Warning",
    message: "The service detected a malformed request body that it was unable to interpret.",
    resolution: "Correct the request body and resubmit the request if it failed.",
  },
} as const satisfies Record<string, MessageDefinition>;

export type BaseMessage = keyof typeof base;
