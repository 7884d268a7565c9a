// Visibility by Embree and by GDAL's viewshed, for visibility-against-embree.ts: reads a scene from a file, then takes
// commands on standard input, one a line, and answers each with one line. Times are those of the thread's processor.
//
//   single | packets | viewshed   all cameras once; milliseconds, or "absent"
//   hidden FILE                   one byte per target, 1 where a ray meets something before it
//   seen FILE                     one byte per target by the viewshed, 1 where its cell is seen, 2 where not asked
#include <embree3/rtcore.h>

#include <dlfcn.h>
#include <time.h>

#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <iostream>
#include <string>
#include <vector>

namespace {

struct Camera {
  float x, y, z;
  /** Over open ground, where a viewshed can start. */
  bool viewshed;
  std::vector<float> targets;
};

/** Surface heights, first row north, as GDAL has them. */
struct Raster {
  int32_t columns = 0, rows = 0;
  double west = 0, north = 0, cell = 1;
  float targetHeight = 0, range = 0;
  std::vector<float> heights;
};

struct Job {
  std::vector<float> vertices;
  std::vector<uint32_t> triangles;
  std::vector<Camera> cameras;
  Raster raster;
};

class Reader {
 public:
  explicit Reader(const char* path) : file_(std::fopen(path, "rb")) {
    if (file_ == nullptr) fail();
  }
  ~Reader() { std::fclose(file_); }
  template <class T>
  T one() {
    T value;
    if (std::fread(&value, sizeof(T), 1, file_) != 1) fail();
    return value;
  }
  template <class T>
  std::vector<T> many(size_t count) {
    std::vector<T> values(count);
    if (count > 0 && std::fread(values.data(), sizeof(T), count, file_) != count) fail();
    return values;
  }

 private:
  [[noreturn]] static void fail() {
    std::fprintf(stderr, "error: the scene file cannot be read\n");
    std::exit(2);
  }
  std::FILE* file_;
};

Job readJob(const char* path) {
  Reader in(path);
  Job job;
  job.vertices = in.many<float>(3 * static_cast<size_t>(in.one<uint32_t>()));
  job.triangles = in.many<uint32_t>(3 * static_cast<size_t>(in.one<uint32_t>()));
  Raster& raster = job.raster;
  raster.columns = in.one<int32_t>();
  raster.rows = in.one<int32_t>();
  raster.west = in.one<double>();
  raster.north = in.one<double>();
  raster.cell = in.one<double>();
  raster.targetHeight = in.one<float>();
  raster.range = in.one<float>();
  raster.heights = in.many<float>(static_cast<size_t>(raster.columns) * raster.rows);
  job.cameras.resize(in.one<uint32_t>());
  for (Camera& camera : job.cameras) {
    camera.x = in.one<float>();
    camera.y = in.one<float>();
    camera.z = in.one<float>();
    camera.viewshed = in.one<uint32_t>() != 0;
    camera.targets = in.many<float>(3 * static_cast<size_t>(in.one<uint32_t>()));
  }
  return job;
}

double threadMilliseconds() {
  timespec time;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return time.tv_sec * 1e3 + time.tv_nsec * 1e-6;
}

RTCScene build(RTCDevice device, const Job& job, RTCSceneFlags flags) {
  RTCScene scene = rtcNewScene(device);
  rtcSetSceneFlags(scene, flags);
  rtcSetSceneBuildQuality(scene, RTC_BUILD_QUALITY_HIGH);
  RTCGeometry geometry = rtcNewGeometry(device, RTC_GEOMETRY_TYPE_TRIANGLE);
  void* vertices = rtcSetNewGeometryBuffer(geometry, RTC_BUFFER_TYPE_VERTEX, 0, RTC_FORMAT_FLOAT3, 12,
                                           job.vertices.size() / 3);
  std::memcpy(vertices, job.vertices.data(), 4 * job.vertices.size());
  void* triangles = rtcSetNewGeometryBuffer(geometry, RTC_BUFFER_TYPE_INDEX, 0, RTC_FORMAT_UINT3, 12,
                                            job.triangles.size() / 3);
  std::memcpy(triangles, job.triangles.data(), 4 * job.triangles.size());
  rtcCommitGeometry(geometry);
  rtcAttachGeometry(scene, geometry);
  rtcReleaseGeometry(geometry);
  rtcCommitScene(scene);
  return scene;
}

/** Rays start at the camera with t = 0 and end at the target with t = 1. */
size_t castSingle(RTCScene scene, const Camera& camera, uint8_t* hidden) {
  RTCIntersectContext context;
  rtcInitIntersectContext(&context);
  size_t sum = 0;
  const size_t count = camera.targets.size() / 3;
  for (size_t k = 0; k < count; k += 1) {
    RTCRay ray;
    ray.org_x = camera.x;
    ray.org_y = camera.y;
    ray.org_z = camera.z;
    ray.dir_x = camera.targets[3 * k] - camera.x;
    ray.dir_y = camera.targets[3 * k + 1] - camera.y;
    ray.dir_z = camera.targets[3 * k + 2] - camera.z;
    ray.tnear = 0;
    ray.tfar = 1;
    ray.mask = ~0u;
    ray.flags = 0;
    ray.time = 0;
    ray.id = 0;
    rtcOccluded1(scene, &context, &ray);
    const bool met = ray.tfar < 0;
    sum += met;
    if (hidden != nullptr) hidden[k] = met;
  }
  return sum;
}

size_t castPackets(RTCScene scene, const Camera& camera) {
  RTCIntersectContext context;
  rtcInitIntersectContext(&context);
  context.flags = RTC_INTERSECT_CONTEXT_FLAG_COHERENT;
  size_t sum = 0;
  const size_t count = camera.targets.size() / 3;
  for (size_t first = 0; first < count; first += 16) {
    RTCRay16 rays;
    alignas(64) int valid[16];
    for (size_t lane = 0; lane < 16; lane += 1) {
      const size_t k = first + lane < count ? first + lane : count - 1;
      valid[lane] = first + lane < count ? -1 : 0;
      rays.org_x[lane] = camera.x;
      rays.org_y[lane] = camera.y;
      rays.org_z[lane] = camera.z;
      rays.dir_x[lane] = camera.targets[3 * k] - camera.x;
      rays.dir_y[lane] = camera.targets[3 * k + 1] - camera.y;
      rays.dir_z[lane] = camera.targets[3 * k + 2] - camera.z;
      rays.tnear[lane] = 0;
      rays.tfar[lane] = 1;
      rays.mask[lane] = ~0u;
      rays.flags[lane] = 0;
      rays.time[lane] = 0;
      rays.id[lane] = 0;
    }
    rtcOccluded16(valid, scene, &context, &rays);
    for (size_t lane = 0; lane < 16; lane += 1) sum += valid[lane] != 0 && rays.tfar[lane] < 0;
  }
  return sum;
}

/**
 * GDAL by its C interface, taken from the library itself: the package with its headers is large and need not be there.
 * Signatures and numbers as in gdal.h and gdal_alg.h of GDAL 3.1 and later.
 */
class Viewshed {
 public:
  explicit Viewshed(const Raster& raster) : raster_(raster) {
    for (const char* name : {"libgdal.so", "libgdal.so.32", "libgdal.so.33", "libgdal.so.34", "libgdal.so.36"}) {
      library_ = dlopen(name, RTLD_NOW | RTLD_LOCAL);
      if (library_ != nullptr) break;
    }
    if (library_ == nullptr) return;
    take(registerAll_, "GDALAllRegister");
    take(driver_, "GDALGetDriverByName");
    take(create_, "GDALCreate");
    take(close_, "GDALClose");
    take(band_, "GDALGetRasterBand");
    take(transfer_, "GDALRasterIO");
    take(setPlace_, "GDALSetGeoTransform");
    take(place_, "GDALGetGeoTransform");
    take(columns_, "GDALGetRasterXSize");
    take(rows_, "GDALGetRasterYSize");
    take(generate_, "GDALViewshedGenerate");
    if (library_ == nullptr) return;
    registerAll_();
    surface_ = create_(driver_("MEM"), "", raster.columns, raster.rows, 1, float32, nullptr);
    const double place[6] = {raster.west, raster.cell, 0, raster.north, 0, -raster.cell};
    setPlace_(surface_, place);
    transfer_(band_(surface_, 1), write, 0, 0, raster.columns, raster.rows,
              const_cast<float*>(raster.heights.data()), raster.columns, raster.rows, float32, 0, 0);
  }

  bool present() const { return library_ != nullptr; }

  /** Without a buffer only the time counts. */
  void run(const Camera& camera, uint8_t* seen) {
    const int column = static_cast<int>(std::floor((camera.x - raster_.west) / raster_.cell));
    const int row = static_cast<int>(std::floor((raster_.north - camera.y) / raster_.cell));
    const double surface = raster_.heights[static_cast<size_t>(row) * raster_.columns + column];
    void* result = generate_(band_(surface_, 1), "MEM", "", nullptr, camera.x, camera.y, camera.z - surface,
                             raster_.targetHeight, 1, 0, 0, -1, 0, edge, raster_.range, nullptr, nullptr, normal, nullptr);
    if (seen != nullptr) look(result, camera, seen);
    close_(result);
  }

 private:
  static constexpr int write = 1, read = 0, byte = 1, float32 = 6, edge = 2, normal = 1;

  template <class T>
  void take(T& function, const char* name) {
    if (library_ == nullptr) return;
    function = reinterpret_cast<T>(dlsym(library_, name));
    if (function == nullptr) library_ = nullptr;
  }

  void look(void* result, const Camera& camera, uint8_t* seen) {
    const int columns = columns_(result);
    const int rows = rows_(result);
    double place[6];
    place_(result, place);
    std::vector<uint8_t> cells(static_cast<size_t>(columns) * rows);
    transfer_(band_(result, 1), read, 0, 0, columns, rows, cells.data(), columns, rows, byte, 0, 0);
    for (size_t k = 0; 3 * k < camera.targets.size(); k += 1) {
      const int column = static_cast<int>(std::floor((camera.targets[3 * k] - place[0]) / raster_.cell));
      const int row = static_cast<int>(std::floor((place[3] - camera.targets[3 * k + 1]) / raster_.cell));
      const bool inside = column >= 0 && row >= 0 && column < columns && row < rows;
      seen[k] = inside ? cells[static_cast<size_t>(row) * columns + column] : 0;
    }
  }

  const Raster& raster_;
  void* library_ = nullptr;
  void* surface_ = nullptr;
  void (*registerAll_)() = nullptr;
  void* (*driver_)(const char*) = nullptr;
  void* (*create_)(void*, const char*, int, int, int, int, char**) = nullptr;
  void (*close_)(void*) = nullptr;
  void* (*band_)(void*, int) = nullptr;
  int (*transfer_)(void*, int, int, int, int, int, void*, int, int, int, int, int) = nullptr;
  int (*setPlace_)(void*, const double*) = nullptr;
  int (*place_)(void*, double*) = nullptr;
  int (*columns_)(void*) = nullptr;
  int (*rows_)(void*) = nullptr;
  void* (*generate_)(void*, const char*, const char*, char**, double, double, double, double, double, double, double,
                     double, double, int, double, void*, void*, int, char**) = nullptr;
};

void save(const std::string& path, const std::vector<uint8_t>& bytes) {
  std::FILE* file = std::fopen(path.c_str(), "wb");
  if (file == nullptr || std::fwrite(bytes.data(), 1, bytes.size(), file) != bytes.size()) {
    std::fprintf(stderr, "error: %s cannot be written\n", path.c_str());
    std::exit(2);
  }
  std::fclose(file);
}

size_t targetCount(const Job& job) {
  size_t count = 0;
  for (const Camera& camera : job.cameras) count += camera.targets.size() / 3;
  return count;
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 2) {
    std::fprintf(stderr, "error: give the scene file\n");
    return 2;
  }
  const Job job = readJob(arguments[1]);
  RTCDevice device = rtcNewDevice("threads=1");
  // Time is taken on the fastest scene, truth on one whose rays do not slip through the seams of triangles.
  RTCScene fast = build(device, job, RTC_SCENE_FLAG_NONE);
  RTCScene robust = build(device, job, RTC_SCENE_FLAG_ROBUST);
  Viewshed viewshed(job.raster);
  std::printf("ready %s\n", viewshed.present() ? "viewshed" : "no-viewshed");
  std::fflush(stdout);
  volatile size_t kept = 0;
  std::string line;
  while (std::getline(std::cin, line)) {
    const double start = threadMilliseconds();
    if (line == "single") {
      for (const Camera& camera : job.cameras) kept = kept + castSingle(fast, camera, nullptr);
    } else if (line == "packets") {
      for (const Camera& camera : job.cameras) kept = kept + castPackets(fast, camera);
    } else if (line == "viewshed") {
      for (const Camera& camera : job.cameras) if (camera.viewshed) viewshed.run(camera, nullptr);
    } else if (line.rfind("hidden ", 0) == 0) {
      std::vector<uint8_t> hidden(targetCount(job));
      size_t at = 0;
      for (const Camera& camera : job.cameras) {
        castSingle(robust, camera, hidden.data() + at);
        at += camera.targets.size() / 3;
      }
      save(line.substr(7), hidden);
    } else if (line.rfind("seen ", 0) == 0) {
      std::vector<uint8_t> seen(targetCount(job), 2);
      size_t at = 0;
      for (const Camera& camera : job.cameras) {
        if (camera.viewshed) viewshed.run(camera, seen.data() + at);
        at += camera.targets.size() / 3;
      }
      save(line.substr(5), seen);
    }
    std::printf("%.6f\n", threadMilliseconds() - start);
    std::fflush(stdout);
  }
  return 0;
}
