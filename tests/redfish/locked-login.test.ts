import { expect, it } from "vitest";
import { password, redfishService } from "./redfish-service.ts";

const sessionsUri = "/redfish/v1/SessionService/Sessions";

it("answers a locked login as one with a wrong password, by Basic and by session", async () => {
  await using service = await redfishService();
  const login = (Password: string) =>
    service.request("POST", sessionsUri, { UserName: "operator", Password }, { authorization: "" });
  const [wrong] = await Promise.all(Array.from({ length: 5 }, () => login("wrong")));
  const locked = await login(password);
  expect([locked.statusCode, locked.json()]).toEqual([401, wrong?.json()]);
  expect(locked.headers["x-auth-token"]).toBeUndefined();
  expect((await service.get("/redfish/v1/Systems", service.as("operator"))).statusCode).toBe(401);
  expect((await service.get("/redfish/v1/Systems")).statusCode).toBe(200);
});
