#pragma once

// Each kernel is compiled for several processors; the loader picks once. Helpers are inlined into
// the kernels so that they follow their caller's choice.
#if defined(__x86_64__)
#define KERNEL __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define KERNEL
#endif
#define INLINED static inline __attribute__((always_inline))
