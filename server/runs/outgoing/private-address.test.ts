import { expect, test } from "vitest";
import { isPrivateAddress } from "./private-address.ts";

test("an address that the public internet does not reach is private, in whatever clothes", () => {
  for (const address of [
    ...["127.0.0.1", "0.0.0.0", "10.0.0.1", "169.254.169.254", "100.64.0.1", "192.168.0.1", "255.255.255.255"],
    ...["::1", "::", "::ffff:127.0.0.1", "::7f00:1", "64:ff9b::7f00:1", "2002:7f00:1::", "fd00:ec2::254", "fe80::1"],
    ...["5f00::1", "ff02::1", "2001:db8::1", "not an address"],
  ]) {
    expect(isPrivateAddress(address), address).toBe(true);
  }
});

test("a public address is none", () => {
  for (const address of ["93.184.216.34", "2606:2800:220:1::1"]) expect(isPrivateAddress(address), address).toBe(false);
});
