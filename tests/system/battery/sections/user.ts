import { ipmitool } from "../client.ts";
import { because } from "../reasons.ts";
import { rowsOf, type Section } from "../row.ts";

const { works, refused } = rowsOf(ipmitool);

const admin = /^2 +admin +(true|false) +(true|false) +true +ADMINISTRATOR$/m;
const bob = (limit: string) =>
  new RegExp(`^5 +bob +(true|false) +(true|false) +(true|false) +${limit}$`, "m");
const passwordSet = /^Set User Password command successful \(user 5\)$/m;

const users = [
  works("user list", admin),
  works("user list 1", admin),
  works("user summary 1", /^Maximum IDs\s+: (1\d|\d)$/m, /^Enabled User Count\s+: 1$/m),
  works("user set name 5 bob"),
  works("user set password 5 bobpass", passwordSet),
  works("user test 5 16 bobpass", /^Success$/m),
  works("user set password 5 bob20charpassword12 20", passwordSet),
  works("user enable 5"),
  works("user priv 5 3 1", /^Set Privilege Level command successful \(user 5\)$/m),
  refused(because.passwordHasChanged, "user test 5 16 bobpass", /^Failure: wrong password size$/m),
  works("user test 5 20 bob20charpassword12", /^Success$/m),
  works("user list 1", admin, bob("OPERATOR")),
  works("-U bob -P bob20charpassword12 -L OPERATOR chassis power status", /^Chassis Power is (on|off)$/m),
  works("user disable 5"),
  refused(
    because.userIsDisabled,
    "-U bob -P bob20charpassword12 -L OPERATOR chassis power status",
    /Unable to establish IPMI v2/,
  ),
];

const info = [
  /^Channel 0x[1e] info:$/m,
  /^ +Channel Medium Type +: 802\.3 LAN$/m,
  /^ +Session Support +: multi-session$/m,
  /^ +Access Mode +: always available$/m,
];
const capabilities = [
  /^Channel number +: 1$/m,
  /^Null user names exist +: no$/m,
  /^Anonymous login enabled +: no$/m,
  /^Channel supports IPMI v2\.0 : yes$/m,
];
const ciphers = [
  /^3 +N\/A +hmac_sha1 +hmac_sha1_96 +aes_cbc_128 *$/m,
  /^17 +N\/A +hmac_sha256 +sha256_128 +aes_cbc_128 *$/m,
];

const channels = [
  works("channel info 1", ...info),
  works("channel info", ...info),
  works("channel info 14", ...info),
  works("channel authcap 1 4", ...capabilities),
  works("channel authcap 14 4", ...capabilities),
  works(
    "channel getaccess 1 2",
    /^User ID +: 2$/m,
    /^User Name +: admin$/m,
    /^Privilege Level +: ADMINISTRATOR$/m,
  ),
  works(
    "channel setaccess 1 5 callin=on ipmi=on link=on privilege=4",
    /^Set User Access \(channel 1 id 5\) successful\.$/m,
  ),
  works("user list 1", admin, bob("ADMINISTRATOR")),
  works("channel getciphers ipmi", ...ciphers),
  works("channel getciphers sol", ...ciphers),
];

export const user: Section = { name: "users and channels", rows: [...users, ...channels] };
