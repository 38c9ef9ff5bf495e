#pragma once

#include "fingerprint.h"
#include "registration.h"
#include "hamming.h"
#include "quality.h"
#include "vectors.h"
#include "resize.h"
#include "vector_graph.h"
