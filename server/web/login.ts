import type { FastifyPluginAsync, FastifyReply } from "fastify";
import { type Static, Type } from "typebox";
import { httpCredentials } from "../bmc/http-credentials.ts";
import { plainAddress } from "../bmc/plain-address.ts";
import type { Role } from "../bmc/role.ts";
import type { Session } from "../bmc/sessions.ts";
import type { WebContext } from "./context.ts";
import type { LoginAnswer } from "./messages.ts";
import { isHttps } from "./request-origin.ts";

const credentials = Type.Object(
  { userName: Type.String({ maxLength: 256 }), password: Type.String({ maxLength: 256 }) },
  { additionalProperties: false },
);

// No Path: the cookie then belongs to the folder of /login, which is right under any sub-path.
const cookieAttributes = "HttpOnly; SameSite=Strict";

const answer = ({ id, userName, csrfToken }: Session, role: Role): LoginAnswer => ({
  csrfToken,
  userName,
  role,
  sessionUri: `redfish/v1/SessionService/Sessions/${id}`,
});

const refuse = (reply: FastifyReply, message: string) => reply.code(401).send({ message });

/** Turns a name and password into a session whose token only the browser's cookie jar holds. */
export const login: FastifyPluginAsync<WebContext> = async (app, context) => {
  const { accounts, sessions, authentication } = context;

  app.addHook("onRequest", async (_request, reply) => {
    reply.header("Cache-Control", "no-store");
  });

  app.post<{ Body: Static<typeof credentials> }>(
    "/login",
    { schema: { body: credentials } },
    async (request, reply) => {
      const { userName, password } = request.body;
      const principal = authentication.login(userName, password, "web", plainAddress(request.ip));
      const account = principal && accounts.find(principal.userName);
      if (!account) return refuse(reply, "The user name or the password is wrong.");
      if (account.passwordChangeRequired) {
        return refuse(reply, "The password of this account has to be changed first, over Redfish.");
      }
      const { session, token } = sessions.create(account, "web", plainAddress(request.ip));
      const secure = isHttps(request) ? "; Secure" : "";
      reply.header("Set-Cookie", `${authentication.cookieName}=${token}; ${cookieAttributes}${secure}`);
      return answer(session, account.role);
    },
  );

  app.get("/login", async (request, reply) => {
    const { cookies, address } = httpCredentials(request.headers, request.ip);
    const principal = authentication.authenticate({ cookies, address }, false);
    if (!principal?.session) return refuse(reply, "Nobody is logged in.");
    return answer(principal.session, principal.role);
  });

  app.post("/logout", async (request, reply) => {
    const { cookies, csrfToken, address } = httpCredentials(request.headers, request.ip);
    const principal = authentication.authenticate({ cookies, csrfToken, address }, true);
    if (!principal?.session) return refuse(reply, "There is no session of this page to end.");
    sessions.end(principal.session.id);
    return reply
      .code(204)
      .header("Set-Cookie", `${authentication.cookieName}=; Max-Age=0; ${cookieAttributes}`)
      .send();
  });
};
