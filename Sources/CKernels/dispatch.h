// Compiles a kernel once per instruction set and picks one when the program is loaded.
#pragma once

#if defined(__x86_64__)
#define SEMBLANCE_KERNEL __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define SEMBLANCE_KERNEL
#endif

// A fused multiply-add rounds once instead of twice: hashes would depend on the processor.
#pragma STDC FP_CONTRACT OFF
