// https://tc39.es/ecma262/#sec-moduleevaluation, with top-level await
"use strict";

const { idl } = web;

let asyncOrder = 0;

// Returns a promise of the evaluation, the same one each time.
web.evaluateModule = (module) => {
  const root = module.cycleRoot ?? module;
  if (root.capability) return root.capability.promise;
  const capability = (root.capability = idl.deferred());
  idl.handled(capability.promise);
  const stack = [];
  try {
    innerEvaluation(root, stack, 0);
    // Asynchronous dependencies may have settled already.
    if (!root.asyncOrder || root.phase === "settled") capability.resolve();
  } catch (error) {
    for (const entry of stack) {
      entry.phase = "evaluated";
      entry.failure = { error };
      entry.cycleRoot ??= entry;
    }
    if (!root.failure) root.failure = { error };
    capability.reject(error);
  }
  return capability.promise;
};

// Traverses depth first without recursion, because chains of modules can be long.
const innerEvaluation = (root, stack, start) => {
  let index = start;
  const enter = (module) => {
    module.phase = "evaluating";
    module.index = module.ancestor = index++;
    module.pendingDependencies = 0;
    module.parents = [];
    stack.push(module);
    return { module, next: 0 };
  };
  if (isDone(root)) return;
  const frames = [enter(root)];
  while (frames.length) {
    const frame = frames[frames.length - 1];
    const { module } = frame;
    if (frame.next < module.requested.length) {
      let required = module.requested[frame.next];
      if (required.phase === undefined && !frame.isBack) {
        frame.isBack = true;
        frames.push(enter(required));
        continue;
      }
      frame.isBack = false;
      frame.next++;
      if (required.phase === "evaluating") {
        module.ancestor = Math.min(module.ancestor, required.ancestor);
      } else {
        required = required.cycleRoot ?? required;
        if (required.failure) throw required.failure.error;
      }
      if (required.asyncOrder && required.phase !== "settled") {
        module.pendingDependencies++;
        required.parents.push(module);
      }
      continue;
    }
    if (module.pendingDependencies > 0 || module.isAsync) {
      module.asyncOrder = ++asyncOrder;
      if (module.pendingDependencies === 0) executeAsync(module);
    } else {
      execute(module);
    }
    if (module.ancestor === module.index) {
      for (;;) {
        const member = stack.pop();
        member.phase = "evaluated";
        member.cycleRoot = module;
        if (member === module) break;
      }
    }
    frames.pop();
  }
};
const isDone = (module) => {
  if (module.phase === undefined) return false;
  if (module.failure) throw module.failure.error;
  return true;
};

const execute = (module) => {
  if (!module.isSynthetic) module.generator.next();
};
const executeAsync = (module) => {
  idl.then(
    module.generator.next(),
    () => fulfilled(module),
    (error) => rejected(module, error)
  );
};

// https://tc39.es/ecma262/#sec-async-module-execution-fulfilled
const fulfilled = (module) => {
  if (module.phase === "settled") return;
  module.phase = "settled";
  module.capability?.resolve();
  const ready = [];
  const gather = (from) => {
    for (const parent of from.parents) {
      if (ready.includes(parent) || (parent.cycleRoot ?? parent).failure) continue;
      if (--parent.pendingDependencies > 0) continue;
      ready.push(parent);
      if (!parent.isAsync) gather(parent);
    }
  };
  gather(module);
  ready.sort((a, b) => a.asyncOrder - b.asyncOrder);
  for (const parent of ready) {
    if (parent.phase === "settled") continue;
    if (parent.isAsync) {
      executeAsync(parent);
      continue;
    }
    try {
      execute(parent);
    } catch (error) {
      rejected(parent, error);
      continue;
    }
    parent.phase = "settled";
    parent.capability?.resolve();
  }
};
// https://tc39.es/ecma262/#sec-async-module-execution-rejected
const rejected = (module, error) => {
  if (module.phase === "settled") return;
  module.phase = "settled";
  module.failure = { error };
  for (const parent of module.parents) rejected(parent, error);
  module.capability?.reject(error);
};
