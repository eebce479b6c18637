import { Channel, channelOf } from "../../channel.ts";
import { command } from "../../command.ts";
import { bit, bits, byte } from "../../layout/byte.ts";
import { u16 } from "../../layout/fields.ts";
import { layout } from "../../layout/layout.ts";
import { CompletionCode, refuse } from "../../message/completion-code.ts";
import { NetFn } from "../../message/net-fn.ts";
import { Privilege } from "../../session/privilege.ts";

/** Where the counters stop. */
const most = 0xffff;
const counted = (count: number): number => Math.min(count, most);

export const getIpUdpRmcpStatistics = command({
  name: "Get IP/UDP/RMCP Statistics",
  section: "23.4",
  netFn: NetFn.Transport,
  cmd: 0x04,
  privilege: Privilege.User,
  request: layout({ channel: byte({ number: bits(3, 0) }), statistics: byte({ clear: bit(0) }) }),
  response: layout({
    ipReceived: u16,
    ipHeaderErrors: u16,
    ipAddressErrors: u16,
    ipFragments: u16,
    ipTransmitted: u16,
    udpReceived: u16,
    rmcpReceived: u16,
    udpProxyReceived: u16,
    udpProxyDropped: u16,
  }),
  handle(context, { channel: { number }, statistics: { clear } }) {
    if (channelOf(context, number) !== Channel.Lan) return refuse(CompletionCode.InvalidDataField);
    const { lanStatistics } = context;
    const ip = lanStatistics.ip();
    const answer = {
      ipReceived: counted(ip.received),
      ipHeaderErrors: counted(ip.headerErrors),
      ipAddressErrors: counted(ip.addressErrors),
      ipFragments: counted(ip.fragments),
      ipTransmitted: counted(ip.transmitted),
      udpReceived: counted(lanStatistics.datagrams),
      rmcpReceived: counted(lanStatistics.rmcpPackets),
      udpProxyReceived: 0,
      udpProxyDropped: 0,
    };
    if (clear) lanStatistics.clear();
    return answer;
  },
});
