import ipaddr from "ipaddr.js";

/** Is this an address that the public internet does not reach? Anything that is not plain unicast counts as private. */
export function isPrivateAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return true;
  // An IPv4 address in IPv6 clothes is judged as what it is.
  const parsed = ipaddr.process(address);
  if (parsed.kind() === "ipv4") return parsed.range() !== "unicast";
  if (parsed.range() === "unicast") return false;
  return true;
}
