package dev.plotline.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// The app package that Teams takes: the manifest with this bot's ids and address, and the icons.
final class TeamsPackage {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private TeamsPackage() {}

  /// The bytes of the ZIP.
  ///
  /// @param address how Teams reaches the bot
  /// @param appId of its registration
  /// @param least without the permissions that a team or chat consents to
  static byte[] zip(URI address, String appId, boolean least) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      add(zip, "manifest.json", JSON.writeValueAsBytes(manifest(address, appId, least)));
      for (String icon : new String[] {"color.png", "outline.png"}) {
        try (InputStream in = resource(icon)) {
          add(zip, icon, in.readAllBytes());
        }
      }
    }
    return bytes.toByteArray();
  }

  private static ObjectNode manifest(URI address, String appId, boolean least) throws IOException {
    ObjectNode manifest;
    try (InputStream in = resource("manifest.json")) {
      manifest = (ObjectNode) JSON.readTree(in);
    }
    manifest.put("id", appId);
    ((ObjectNode) manifest.at("/bots/0")).put("botId", appId);
    ((ObjectNode) manifest.path("webApplicationInfo")).put("id", appId);
    String home = "https://" + address.getAuthority();
    for (String page : new String[] {"websiteUrl", "privacyUrl", "termsOfUseUrl"}) {
      ((ObjectNode) manifest.path("developer")).put(page, home);
    }
    manifest.putArray("validDomains").add(address.getHost());
    if (least) {
      manifest.remove("authorization");
      manifest.remove("webApplicationInfo");
    }
    return manifest;
  }

  private static InputStream resource(String name) throws IOException {
    InputStream in = TeamsPackage.class.getResourceAsStream("/manifests/" + name);
    if (in == null) {
      throw new FileNotFoundException(name + " is not in this build");
    }
    return in;
  }

  private static void add(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(bytes);
    zip.closeEntry();
  }
}
