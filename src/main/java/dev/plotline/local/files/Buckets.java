package dev.plotline.local.files;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.BucketCannedACL;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.ObjectCannedACL;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/// S3Proxy's buckets on a folder, with a journal, and with two of its habits taken away: it lists
/// the files it is still writing, and it serves what others may read on this machine to anybody
/// without a signature.
final class Buckets extends ForwardingBlobStore {
  /// What S3Proxy adds to a key while it writes the object; its ETag comes last.
  private static final Pattern UNFINISHED =
      Pattern.compile(".*-\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}", Pattern.DOTALL);

  private final Journal journal;
  private final Queue<Fault> faults = new ConcurrentLinkedQueue<>();

  Buckets(Path folder, Journal journal) {
    super(new FilesystemNio2BlobStore(folder.toAbsolutePath().toString()));
    this.journal = journal;
  }

  void fail(List<Fault> planned) {
    faults.addAll(planned);
  }

  private void begin(String operation, String key) {
    Fault fault = faults.poll();
    if (fault != null) {
      var details =
          AwsErrorDetails.builder().errorCode(fault.code()).errorMessage("As planned.").build();
      throw S3Exception.builder().statusCode(fault.status()).awsErrorDetails(details).build();
    }
    journal.add(operation, key);
  }

  @Override
  public PutObjectResponse putBlob(PutObjectRequest request, InputStream content) {
    begin("PutObject", request.key());
    return super.putBlob(request, content);
  }

  @Override
  public ResponseInputStream<GetObjectResponse> getBlob(GetObjectRequest request) {
    begin("GetObject", request.key());
    return super.getBlob(request);
  }

  @Override
  public DeleteObjectResponse removeBlob(DeleteObjectRequest request) {
    begin("DeleteObject", request.key());
    return super.removeBlob(request);
  }

  @Override
  public MultipartUpload initiateMultipartUpload(CreateMultipartUploadRequest request) {
    begin("CreateMultipartUpload", request.key());
    return super.initiateMultipartUpload(request);
  }

  @Override
  public ListObjectsV2Response list(ListObjectsV2Request request) {
    begin("ListObjectsV2", request.prefix() == null ? "" : request.prefix());
    ListObjectsV2Response page = super.list(request);
    var finished = page.contents().stream().filter(object -> !isUnfinished(object)).toList();
    return page.toBuilder().contents(finished).build();
  }

  private static boolean isUnfinished(S3Object object) {
    return object.eTag() == null && UNFINISHED.matcher(object.key()).matches();
  }

  @Override
  public BucketCannedACL getContainerAccess(String bucket) {
    return BucketCannedACL.PRIVATE;
  }

  @Override
  public ObjectCannedACL getBlobAccess(String bucket, String key) {
    return ObjectCannedACL.PRIVATE;
  }

  @Override
  public ObjectCannedACL getBlobAccess(String bucket, String key, @Nullable String version) {
    return ObjectCannedACL.PRIVATE;
  }
}
