import { acute, circumflex, diaeresis, grave, type Layout, tilde } from "../layout.ts";

/** @param accents what the keys at both ends of the row of digits bring about, dead or not */
const withAccents = ([above, right, rightShifted]: readonly [string, string, string]): Layout => ({
  plain: [`${above}1234567890ß${right}`, "qwertzuiopü+", "asdfghjklöä#", "<yxcvbnm,.-"],
  shift: [`°!"§$%&/()=?${rightShifted}`, "QWERTZUIOPÜ*", "ASDFGHJKLÖÄ'", ">YXCVBNM;:_"],
  altGr: ["  ²³   {[]}\\", "@ €        ~", "", "|      µ"],
});

export const german = withAccents([circumflex, acute, grave]);
export const germanNoDeadKeys = withAccents(["^", "´", "`"]);

export const swissGerman: Layout = {
  plain: [`§1234567890'${circumflex}`, `qwertzuiopü${diaeresis}`, "asdfghjklöä$", "<yxcvbnm,.-"],
  shift: [`°+"*ç%&/()=?${grave}`, "QWERTZUIOPè!", "ASDFGHJKLéà£", ">YXCVBNM;:_"],
  altGr: [`  @#  ¬|¢  ${acute}${tilde}`, "  €       []", "          {}", "\\"],
};
