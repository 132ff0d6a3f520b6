import ipaddr from "ipaddr.js";

const globalUnicast = ipaddr.IPv6.parseCIDR("2000::/3");

/** Is this an address that the public internet does not reach? Anything that is not plain unicast counts as private. */
export function isPrivateAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return true;
  // An IPv4 address in IPv6 clothes is judged as what it is.
  const parsed = ipaddr.process(address);
  if (parsed.kind() === "ipv4") return parsed.range() !== "unicast";
  // What the internet routes is within 2000::/3; beside it stand addresses such as ::127.0.0.1.
  return parsed.range() !== "unicast" || !parsed.match(globalUnicast);
}
