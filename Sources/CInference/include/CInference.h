#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// ONNX Runtime, loaded while the program runs: any build of it from 1.16 on, for CPU or with
// accelerators, without a header or a rebuild. Every function that can fail writes the reason into the
// caller's message. Sessions may be run from any number of threads at once.

#pragma clang assume_nonnull begin

typedef struct { char text[1024]; } semblance_inference_message;

/// A loaded runtime. Never unloaded: its threads and static objects outlive any wish to.
typedef struct semblance_runtime semblance_runtime;

/// A model that is ready to run.
typedef struct semblance_session semblance_session;

/// Element types, numbered as in ONNX's TensorProto.DataType.
enum semblance_element {
  SEMBLANCE_FLOAT32 = 1,
  SEMBLANCE_INT32 = 6,
  SEMBLANCE_INT64 = 7,
  SEMBLANCE_FLOAT16 = 10,
};

#define SEMBLANCE_MAXIMUM_RANK 8

/// What a model calls an input or output, and what it looks like; a dimension of -1 may be any.
typedef struct {
  const char *name;
  int element;
  size_t rank;
  int64_t shape[SEMBLANCE_MAXIMUM_RANK];
} semblance_port;

typedef struct {
  /// Threads within an operation; 0 for the runtime's choice.
  int threads;
  /// Whether threads that wait burn their processor for a while.
  bool allows_spinning;
  /// Whether freed memory is kept for the next run.
  bool keeps_memory;
  /// As the runtime calls it, such as "CUDAExecutionProvider"; NULL for the processor.
  const char *_Nullable provider;
  int device;
} semblance_session_settings;

typedef struct {
  const char *_Nullable name;
  int element;
  const void *_Nullable data;
  size_t byte_count;
  size_t rank;
  int64_t shape[SEMBLANCE_MAXIMUM_RANK];
} semblance_input;

/// What a run gave; to be given back with `semblance_output_release`.
typedef struct {
  void *_Nullable value;
  const void *_Nullable data;
  int element;
  size_t rank;
  int64_t shape[SEMBLANCE_MAXIMUM_RANK];
} semblance_output;

semblance_runtime *_Nullable semblance_runtime_load(const char *path,
                                                    semblance_inference_message *message);
const char *semblance_runtime_version(const semblance_runtime *runtime);
size_t semblance_runtime_provider_count(const semblance_runtime *runtime);
/// The name of a provider, best first as the runtime orders them.
const char *semblance_runtime_provider(const semblance_runtime *runtime, size_t index);

semblance_session *_Nullable semblance_session_open(semblance_runtime *runtime, const char *path,
                                                    const semblance_session_settings *settings,
                                                    semblance_inference_message *message);
void semblance_session_close(semblance_session *session);
size_t semblance_session_input_count(const semblance_session *session);
size_t semblance_session_output_count(const semblance_session *session);
const semblance_port *semblance_session_input(const semblance_session *session, size_t index);
const semblance_port *semblance_session_output(const semblance_session *session, size_t index);

/// Runs the model. `outputs` are filled only when it returns true.
bool semblance_session_run(semblance_session *session, const semblance_input *inputs,
                           size_t input_count, const char *_Nonnull const *_Nonnull output_names,
                           size_t output_count, semblance_output *outputs,
                           semblance_inference_message *message);
void semblance_output_release(const semblance_session *session, semblance_output *output);

#pragma clang assume_nonnull end
