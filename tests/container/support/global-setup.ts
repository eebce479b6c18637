import { run } from "../../../configs/setup/run.mjs";
import { startEngine } from "./engine.ts";
import { baseImages } from "./stand-in-images.ts";
import { image } from "./test-container.ts";

/** An engine with the image, for all tests; `QEMU_BMC_IMAGE` names one that is there already. */
export async function setup(): Promise<() => Promise<void>> {
  const engine = await startEngine();
  Object.assign(process.env, engine.env);
  try {
    if (process.env.QEMU_BMC_IMAGE === undefined) {
      console.log("Building the image ...");
      const arguments_ = await baseImages();
      await run("docker", ["build", "-q", "-t", image, ...arguments_, "."]);
    }
  } catch (error) {
    await engine.close();
    throw error;
  }
  return () => engine.close();
}
