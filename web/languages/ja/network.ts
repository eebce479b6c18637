/** The machine's network cards and how the BMC is reached. */
export const network: Readonly<Record<string, string>> = {
  Network: "ネットワーク",
  "The machine's network cards, and how the BMC itself is reached.":
    "マシンのネットワークカードと、BMC への接続設定です。",
  "The machine's network cards": "マシンのネットワークカード",
  "The switch is the cable: without it the guest has no carrier.":
    "スイッチはケーブルの抜き差しに相当します。オフにするとゲストはリンクダウンになります。",
  "The machine has no network card.": "このマシンにはネットワークカードがありません。",
  Card: "カード",
  Cable: "ケーブル",
  "{n} Gb/s": "{n} Gb/s",
  "{n} Mb/s": "{n} Mb/s",
  ", full duplex": "、全二重",
  ", half duplex": "、半二重",
  "Cable of {name}": "{name} のケーブル",
  "Plugged in": "接続",
  Cut: "切断",
  "QEMU's own network: handing interfaces over takes the capability NET_ADMIN.":
    "QEMU 内蔵のネットワークを使用しています。インターフェイスの引き渡しには NET_ADMIN 権限が必要です。",
  "QEMU's own network: handing interfaces over takes the device /dev/net/tun.":
    "QEMU 内蔵のネットワークを使用しています。インターフェイスの引き渡しには /dev/net/tun デバイスが必要です。",
  "QEMU's own network: the kernel refuses to hand interfaces over.":
    "QEMU 内蔵のネットワークを使用しています。カーネルがインターフェイスの引き渡しを拒否しました。",
  "QEMU's own network: no interface is to be handed over.":
    "QEMU 内蔵のネットワークを使用しています。引き渡すインターフェイスは指定されていません。",
  "QEMU's own network, as it is configured.": "設定に従い、QEMU 内蔵のネットワークを使用しています。",
  "A bridge hands the interfaces over: tc's filters do not work on this kernel.":
    "ブリッジでインターフェイスを引き渡しています。このカーネルでは tc フィルターを使用できません。",
  "The container's interfaces are handed over ({mode}).":
    "コンテナーのインターフェイスをゲストに引き渡しています ({mode})。",
  "{nic}: somebody is at the other end": "{nic}: 接続先のリンクがアップしました",
  "{nic}: nobody is at the other end": "{nic}: 接続先のリンクがダウンしました",
  "No link": "リンクなし",
  "The BMC's interface": "BMC のインターフェイス",
  "The same as IPMI's LAN settings.": "IPMI の LAN 設定と共通です。",
  "IPv4 address": "IPv4 アドレス",
  Netmask: "サブネットマスク",
  "Set by": "設定元",
  "The BMC": "BMC",
  "The container or the host": "コンテナーまたはホスト",
  "IPv6 addresses": "IPv6 アドレス",
  VLAN: "VLAN",
  fixed: "固定",
  "by router advertisement": "ルーター広告",
  "link-local": "リンクローカル",
  "The BMC is to be reached at {address} from now on.": "今後 BMC のアドレスは {address} になります。",
  "With a wrong setting this page goes away, and nobody reaches the BMC over the network.":
    "設定を誤ると、この画面が使用できなくなり、ネットワーク経由で BMC に接続できなくなります。",
  "IPv4 address set by": "IPv4 アドレスの設定元",
  "In a VLAN": "VLAN を使用",
  "VLAN number": "VLAN ID",
  "VLAN priority": "VLAN 優先度",
  "Time from the network": "ネットワークによる時刻設定",
  "Set the BMC's clock by time servers": "NTP サーバーで BMC の時刻を合わせる",
  "Names or addresses, one a line, at most 8. The first that answers is asked.":
    "名前またはアドレスを 1 行に 1 つ、最大 8 件まで入力します。最初に応答したサーバーを使用します。",
  "Discovery by SSDP": "SSDP による検出",
  "Let clients in the network find this BMC": "ネットワーク上のクライアントに BMC を検出させる",
  "Seconds between messages": "メッセージの間隔(秒)",
  "Networks that they cross": "越えられるネットワーク数 (TTL)",
  Services: "サービス",
  "What has no switch here is a setting of the BMC's start, as all ports are.":
    "スイッチのない項目とポート番号は、BMC の起動時の設定で決まります。",
  Service: "サービス",
  Port: "ポート",
  State: "状態",
  "This page and Redfish": "この画面と Redfish",
  "The BMC's shell and the serial line": "BMC のシェルとシリアルライン",
  "RMCP+ and Serial over LAN": "RMCP+ とシリアルオーバー LAN",
  "The consoles of this page": "この画面のコンソール",
  "Lets itself be found; says so every {seconds} s": "検出可能({seconds} 秒ごとに通知)",
  "No time servers are set": "NTP サーバーが設定されていません",
  Addresses: "アドレス",
  "Serial over LAN": "シリアルオーバー LAN",
  "The BMC itself has the address {own}: take that one for IPMI where a proxy is in between.":
    "BMC 自身のアドレスは {own} です。プロキシ経由の場合、IPMI にはこのアドレスを使用してください。",
  "Copy: {name}": "コピー: {name}",
};
