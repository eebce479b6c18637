import { ipmitool } from "../client.ts";
import { because } from "../reasons.ts";
import { rowsOf, type Section, unsuspected } from "../row.ts";

const { works, refused } = rowsOf(ipmitool);

/** One of the lines speaks of invalid passwords. */
const prints = (line: string, ...shows: readonly RegExp[]) =>
  unsuspected(works(line, ...print, ...shows), /failed/i);

const print = [
  /^Set in Progress +: Set Complete$/m,
  /^IP Address Source +: \w/m,
  /^IP Address +: \d+\.\d+\.\d+\.\d+$/m,
  /^Subnet Mask +: \d+\.\d+\.\d+\.\d+$/m,
  /^MAC Address +: [\da-f]{2}(:[\da-f]{2}){5}$/m,
  /^Default Gateway IP +: /m,
  /^802\.1q VLAN ID +: Disabled$/m,
  /^RMCP\+ Cipher Suites +: [\d,]*\b3\b/m,
];

export const lan: Section = {
  name: "lan",
  rows: [
    prints("lan print"),
    prints("lan print 1"),
    works("lan alert print 1", /^Alert Destination +: 0$/m, /^Alert IP Address +: 0\.0\.0\.0$/m),
    works("lan stats get 1", /^IP Rx Packet +: \d+$/m, /^RMCP Rx Valid +: \d+$/m),
    works("lan set 1 ipsrc static"),
    works("lan set 1 ipaddr 10.9.8.7", /^Setting LAN IP Address to 10\.9\.8\.7$/m),
    works("lan set 1 netmask 255.255.255.0", /^Setting LAN Subnet Mask to 255\.255\.255\.0$/m),
    works("lan set 1 macaddr 52:54:00:11:22:33", /^Setting LAN MAC Address to 52:54:00:11:22:33$/m),
    works("lan set 1 defgw ipaddr 10.9.8.1", /^Setting LAN Default Gateway IP to 10\.9\.8\.1$/m),
    works("lan set 1 snmp public", /^Setting LAN SNMP Community String to public$/m),
    works("lan set 1 auth ADMIN MD5"),
    works("lan set 1 access on", /^Set Channel Access for channel 1 was successful\.$/m),
    works("lan set 1 arp respond on"),
    works("lan set 1 vlan id off"),
    works("lan set 1 cipher_privs XXXaXXXXXXXXXXX"),
    refused(because.authTypeNever, "lan set 1 auth ADMIN NONE"),
    refused(because.cipherSuiteNever, "lan set 1 cipher_privs aXXaXXXXXXXXXXX"),
    refused(because.notAnAddressOfOneHost, "lan set 1 ipaddr 255.255.255.255"),
    prints(
      "lan print 1",
      /^IP Address Source +: Static Address$/m,
      /^IP Address +: 10\.9\.8\.7$/m,
      /^Subnet Mask +: 255\.255\.255\.0$/m,
      /^MAC Address +: 52:54:00:11:22:33$/m,
      /^Default Gateway IP +: 10\.9\.8\.1$/m,
      /^SNMP Community String +: public$/m,
      /^Cipher Suite Priv Max +: XXXaXXXXXXXXXXX$/m,
    ),
    works("lan6 print", /^IPv6\/IPv4 Addressing Enables: both$/m, /^ +Address: +\S+\/\d+$/m),
  ],
};
