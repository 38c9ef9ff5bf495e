#include "CInference.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "API.h"

struct semblance_runtime {
  void *library;
  const void *const *api;
  char version[32];
  void *environment;
  void *memory_info;
  void *allocator;
  char **providers;
  int provider_count;
};

struct semblance_session {
  const semblance_runtime *runtime;
  void *session;
  semblance_port *inputs;
  semblance_port *outputs;
  size_t input_count;
  size_t output_count;
};

static void say(semblance_inference_message *message, const char *text) {
  snprintf(message->text, sizeof message->text, "%s", text == NULL ? "" : text);
}

/// True for success; otherwise keeps the runtime's own words.
static bool succeeded(const void *const *api, ort_status status,
                      semblance_inference_message *message) {
  if (status == NULL) return true;
  say(message, ((const char *(*)(const void *))api[API_GET_ERROR_MESSAGE])(status));
  ORT_RELEASE(api, API_RELEASE_STATUS, status);
  return false;
}

semblance_runtime *semblance_runtime_load(const char *path, semblance_inference_message *message) {
  void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
  if (library == NULL) {
    say(message, dlerror());
    return NULL;
  }
  const ort_base *(*base_function)(void) = (const ort_base *(*)(void))dlsym(library, "OrtGetApiBase");
  const ort_base *base = base_function == NULL ? NULL : base_function();
  const void *const *api = base == NULL ? NULL : base->get_api(SEMBLANCE_API_VERSION);
  semblance_runtime *runtime = calloc(1, sizeof *runtime);
  if (api == NULL || runtime == NULL) {
    say(message, base == NULL ? "it is no ONNX Runtime" : "it is too old: 1.13 or newer is needed");
    free(runtime);
    dlclose(library);
    return NULL;
  }
  runtime->library = library;
  runtime->api = api;
  snprintf(runtime->version, sizeof runtime->version, "%s", base->version());
  // 3: errors alone are written to standard error. 0, 0: memory of the processor, plain allocator.
  bool ready =
      succeeded(api, ORT_CALL(api, API_CREATE_ENV, (int, const char *, void **))(
                         3, "semblance", &runtime->environment), message) &&
      succeeded(api, ORT_CALL(api, API_CREATE_CPU_MEMORY_INFO, (int, int, void **))(
                         0, 0, &runtime->memory_info), message) &&
      succeeded(api, ORT_CALL(api, API_DEFAULT_ALLOCATOR, (void **))(&runtime->allocator), message) &&
      succeeded(api, ORT_CALL(api, API_AVAILABLE_PROVIDERS, (char ***, int *))(
                         &runtime->providers, &runtime->provider_count), message);
  if (ready) return runtime;
  free(runtime);
  return NULL;
}

const char *semblance_runtime_version(const semblance_runtime *runtime) { return runtime->version; }

size_t semblance_runtime_provider_count(const semblance_runtime *runtime) {
  return (size_t)runtime->provider_count;
}

const char *semblance_runtime_provider(const semblance_runtime *runtime, size_t index) {
  return runtime->providers[index];
}

/// Adds an accelerator by the function that builds with it export.
static bool add_provider(const semblance_runtime *runtime, void *options, const char *provider,
                         int device, semblance_inference_message *message) {
  static const struct { const char *provider, *function; } known[] = {
      {"CUDAExecutionProvider", "OrtSessionOptionsAppendExecutionProvider_CUDA"},
      {"TensorrtExecutionProvider", "OrtSessionOptionsAppendExecutionProvider_Tensorrt"},
      {"ROCMExecutionProvider", "OrtSessionOptionsAppendExecutionProvider_ROCM"},
      {"CoreMLExecutionProvider", "OrtSessionOptionsAppendExecutionProvider_CoreML"},
      {"DnnlExecutionProvider", "OrtSessionOptionsAppendExecutionProvider_Dnnl"},
  };
  for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
    if (strcmp(known[i].provider, provider) != 0) continue;
    ort_status (*append)(void *, int) =
        (ort_status(*)(void *, int))dlsym(runtime->library, known[i].function);
    if (append == NULL) break;
    return succeeded(runtime->api, append(options, device), message);
  }
  if (strcmp(provider, "OpenVINOExecutionProvider") == 0) {
    ort_status (*append)(void *, const char *) = (ort_status(*)(void *, const char *))dlsym(
        runtime->library, "OrtSessionOptionsAppendExecutionProvider_OpenVINO");
    if (append != NULL) return succeeded(runtime->api, append(options, "CPU"), message);
  }
  snprintf(message->text, sizeof message->text, "this build of ONNX Runtime has no %s", provider);
  return false;
}

static void *session_options(const semblance_runtime *runtime,
                             const semblance_session_settings *settings,
                             semblance_inference_message *message) {
  const void *const *api = runtime->api;
  void *options = NULL;
  if (!succeeded(api, ORT_CALL(api, API_CREATE_SESSION_OPTIONS, (void **))(&options), message)) {
    return NULL;
  }
  // 99: every optimisation of the graph.
  bool ready =
      succeeded(api, ORT_CALL(api, API_SET_OPTIMIZATION_LEVEL, (void *, int))(options, 99), message) &&
      succeeded(api, ORT_CALL(api, API_SET_SESSION_LOG_SEVERITY, (void *, int))(options, 3), message) &&
      succeeded(api, ORT_CALL(api, API_SET_INTRA_OP_THREADS, (void *, int))(options, settings->threads),
                message) &&
      succeeded(api, ORT_CALL(api, API_SET_INTER_OP_THREADS, (void *, int))(options, 1), message) &&
      succeeded(api, ORT_CALL(api, API_ADD_SESSION_CONFIG_ENTRY, (void *, const char *, const char *))(
                         options, "session.intra_op.allow_spinning",
                         settings->allows_spinning ? "1" : "0"), message) &&
      succeeded(api, ORT_CALL(api, settings->keeps_memory ? API_ENABLE_CPU_MEM_ARENA
                                                           : API_DISABLE_CPU_MEM_ARENA,
                              (void *))(options), message) &&
      (settings->provider == NULL ||
       add_provider(runtime, options, settings->provider, settings->device, message));
  if (ready) return options;
  ORT_RELEASE(api, API_RELEASE_SESSION_OPTIONS, options);
  return NULL;
}

/// Type and shape from a tensor's information.
static bool describe(const void *const *api, const void *info, int *element, size_t *rank,
                     int64_t *shape, semblance_inference_message *message) {
  if (!succeeded(api, ORT_CALL(api, API_TENSOR_ELEMENT_TYPE, (const void *, int *))(info, element),
                 message) ||
      !succeeded(api, ORT_CALL(api, API_DIMENSION_COUNT, (const void *, size_t *))(info, rank),
                 message)) {
    return false;
  }
  if (*rank > SEMBLANCE_MAXIMUM_RANK) {
    say(message, "a tensor has more than 8 dimensions");
    return false;
  }
  return succeeded(api, ORT_CALL(api, API_DIMENSIONS, (const void *, int64_t *, size_t))(
                            info, shape, *rank), message);
}

static bool read_port(const semblance_session *session, size_t index, bool is_input,
                      semblance_port *port, semblance_inference_message *message) {
  const void *const *api = session->runtime->api;
  char *name = NULL;
  void *type = NULL;
  if (!succeeded(api, ORT_CALL(api, is_input ? API_SESSION_INPUT_NAME : API_SESSION_OUTPUT_NAME,
                               (const void *, size_t, void *, char **))(
                          session->session, index, session->runtime->allocator, &name), message)) {
    return false;
  }
  port->name = strdup(name);
  (void)ORT_CALL(api, API_ALLOCATOR_FREE, (void *, void *))(session->runtime->allocator, name);
  if (!succeeded(api, ORT_CALL(api, is_input ? API_SESSION_INPUT_TYPE : API_SESSION_OUTPUT_TYPE,
                               (const void *, size_t, void **))(session->session, index, &type),
                 message)) {
    return false;
  }
  const void *tensor = NULL;
  bool ready = succeeded(api, ORT_CALL(api, API_CAST_TO_TENSOR_INFO, (const void *, const void **))(
                                  type, &tensor), message);
  // What is no tensor has no element type.
  if (ready && tensor != NULL) {
    ready = describe(api, tensor, &port->element, &port->rank, port->shape, message);
  }
  ORT_RELEASE(api, API_RELEASE_TYPE_INFO, type);
  return ready && port->name != NULL;
}

static bool read_ports(semblance_session *session, semblance_inference_message *message) {
  const void *const *api = session->runtime->api;
  if (!succeeded(api, ORT_CALL(api, API_SESSION_INPUT_COUNT, (const void *, size_t *))(
                          session->session, &session->input_count), message) ||
      !succeeded(api, ORT_CALL(api, API_SESSION_OUTPUT_COUNT, (const void *, size_t *))(
                          session->session, &session->output_count), message)) {
    return false;
  }
  session->inputs = calloc(session->input_count + 1, sizeof *session->inputs);
  session->outputs = calloc(session->output_count + 1, sizeof *session->outputs);
  if (session->inputs == NULL || session->outputs == NULL) return false;
  for (size_t i = 0; i < session->input_count; i++) {
    if (!read_port(session, i, true, &session->inputs[i], message)) return false;
  }
  for (size_t i = 0; i < session->output_count; i++) {
    if (!read_port(session, i, false, &session->outputs[i], message)) return false;
  }
  return true;
}

semblance_session *semblance_session_open(semblance_runtime *runtime, const char *path,
                                          const semblance_session_settings *settings,
                                          semblance_inference_message *message) {
  const void *const *api = runtime->api;
  void *options = session_options(runtime, settings, message);
  if (options == NULL) return NULL;
  semblance_session *session = calloc(1, sizeof *session);
  bool ready = session != NULL;
  if (ready) {
    session->runtime = runtime;
    ready = succeeded(api, ORT_CALL(api, API_CREATE_SESSION,
                                    (const void *, const char *, const void *, void **))(
                               runtime->environment, path, options, &session->session), message) &&
            read_ports(session, message);
  }
  ORT_RELEASE(api, API_RELEASE_SESSION_OPTIONS, options);
  if (ready) return session;
  if (session != NULL) semblance_session_close(session);
  return NULL;
}

static void free_ports(semblance_port *ports, size_t count) {
  for (size_t i = 0; ports != NULL && i < count; i++) free((void *)ports[i].name);
  free(ports);
}

void semblance_session_close(semblance_session *session) {
  if (session->session != NULL) {
    ORT_RELEASE(session->runtime->api, API_RELEASE_SESSION, session->session);
  }
  free_ports(session->inputs, session->input_count);
  free_ports(session->outputs, session->output_count);
  free(session);
}

size_t semblance_session_input_count(const semblance_session *s) { return s->input_count; }
size_t semblance_session_output_count(const semblance_session *s) { return s->output_count; }
const semblance_port *semblance_session_input(const semblance_session *s, size_t i) {
  return &s->inputs[i];
}
const semblance_port *semblance_session_output(const semblance_session *s, size_t i) {
  return &s->outputs[i];
}

static bool read_output(const semblance_session *session, void *value, semblance_output *output,
                        semblance_inference_message *message) {
  const void *const *api = session->runtime->api;
  void *info = NULL;
  void *data = NULL;
  if (!succeeded(api, ORT_CALL(api, API_TENSOR_TYPE_AND_SHAPE, (const void *, void **))(value, &info),
                 message)) {
    return false;
  }
  bool ready = describe(api, info, &output->element, &output->rank, output->shape, message) &&
               succeeded(api, ORT_CALL(api, API_TENSOR_DATA, (void *, void **))(value, &data), message);
  ORT_RELEASE(api, API_RELEASE_TENSOR_INFO, info);
  output->value = value;
  output->data = data;
  return ready;
}

bool semblance_session_run(semblance_session *session, const semblance_input *inputs,
                           size_t input_count, const char *const *output_names, size_t output_count,
                           semblance_output *outputs, semblance_inference_message *message) {
  const void *const *api = session->runtime->api;
  const char **names = calloc(input_count + 1, sizeof *names);
  void **values = calloc(input_count + 1, sizeof *values);
  void **results = calloc(output_count + 1, sizeof *results);
  bool ready = names != NULL && values != NULL && results != NULL;
  if (!ready) say(message, "memory is short");
  for (size_t i = 0; ready && i < input_count; i++) {
    names[i] = inputs[i].name;
    ready = succeeded(api, ORT_CALL(api, API_CREATE_TENSOR_WITH_DATA,
                                    (const void *, void *, size_t, const int64_t *, size_t, int, void **))(
                               session->runtime->memory_info, (void *)inputs[i].data,
                               inputs[i].byte_count, inputs[i].shape, inputs[i].rank,
                               inputs[i].element, &values[i]), message);
  }
  ready = ready && succeeded(api, ORT_CALL(api, API_RUN,
                                           (void *, const void *, const char *const *,
                                            const void *const *, size_t, const char *const *, size_t,
                                            void **))(
                                      session->session, NULL, names, (const void *const *)values,
                                      input_count, output_names, output_count, results), message);
  for (size_t i = 0; ready && i < output_count; i++) {
    outputs[i] = (semblance_output){0};
    ready = read_output(session, results[i], &outputs[i], message);
  }
  for (size_t i = 0; values != NULL && i < input_count; i++) {
    if (values[i] != NULL) ORT_RELEASE(api, API_RELEASE_VALUE, values[i]);
  }
  for (size_t i = 0; !ready && results != NULL && i < output_count; i++) {
    if (results[i] != NULL) ORT_RELEASE(api, API_RELEASE_VALUE, results[i]);
  }
  free(names);
  free(values);
  free(results);
  return ready;
}

void semblance_output_release(const semblance_session *session, semblance_output *output) {
  if (output->value != NULL) ORT_RELEASE(session->runtime->api, API_RELEASE_VALUE, output->value);
  *output = (semblance_output){0};
}
