"""DMTF's Protocol Validator with its tests of server-sent events, which its release skips. Takes the same options."""

import requests
from redfish_protocol_validator import console_scripts, resources, utils
from redfish_protocol_validator.constants import RequestType

read_resources = resources.read_target_resources
iterate = requests.models.Response.__iter__


def read_resources_and_open_stream(sut, *args, **kwargs):
    read_resources(sut, *args, **kwargs)
    if not sut.event_service_uri:
        return
    service = utils.get_response_json(sut.get(sut.event_service_uri))
    uri = service.get("ServerSentEventUri")
    if not uri:
        return
    sut.set_server_sent_event_uri(uri)
    stream, destination = utils.get_sse_stream(sut)
    if destination:
        sut.set_event_dest_uri(destination)
    if stream is not None:
        sut.add_response(uri, stream, request_type=RequestType.STREAMING)


# The tool goes over an answer again that it has read before, which would end the whole run.
def iterate_once(response):
    return iter(()) if response._content_consumed else iterate(response)


resources.read_target_resources = read_resources_and_open_stream
requests.models.Response.__iter__ = iterate_once
console_scripts.main()
